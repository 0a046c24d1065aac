/** Releases of pseudonymised and anonymous products: who may, by which agreement, kept and told. */
@NullMarked
package parley.server.release;

import org.jspecify.annotations.NullMarked;
