/** Tests of the package of this name. */
@NullMarked
package parley.server.store;

import org.jspecify.annotations.NullMarked;
