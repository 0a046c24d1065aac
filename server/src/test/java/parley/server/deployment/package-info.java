/** Checks of the files that package and start the gateway. */
@NullMarked
package parley.server.deployment;

import org.jspecify.annotations.NullMarked;
