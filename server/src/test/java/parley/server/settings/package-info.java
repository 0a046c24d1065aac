/** Tests of the package of this name. */
@NullMarked
package parley.server.settings;

import org.jspecify.annotations.NullMarked;
