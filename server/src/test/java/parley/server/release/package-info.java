/** Releases of pseudonymised and anonymous products. */
@NullMarked
package parley.server.release;

import org.jspecify.annotations.NullMarked;
