/** The gateway as a whole, on a real PostgreSQL. */
@NullMarked
package parley.server;

import org.jspecify.annotations.NullMarked;
