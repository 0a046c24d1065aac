/** Builds of national submissions: command, operation, timer, and the register of them all. */
@NullMarked
package parley.server.submission;

import org.jspecify.annotations.NullMarked;
