/** Tests of the package of this name. */
@NullMarked
package parley.server.database;

import org.jspecify.annotations.NullMarked;
