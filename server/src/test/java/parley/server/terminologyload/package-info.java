/** Loads made-up releases of the shape of the licensed ones. */
@NullMarked
package parley.server.terminologyload;

import org.jspecify.annotations.NullMarked;
