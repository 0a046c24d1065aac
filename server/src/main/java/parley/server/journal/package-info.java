/** The message journal on PostgreSQL, and its HTTP face. */
@NullMarked
package parley.server.journal;

import org.jspecify.annotations.NullMarked;
