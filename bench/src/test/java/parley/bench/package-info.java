/** Tests of the drivers and of the checker. */
@NullMarked
package parley.bench;

import org.jspecify.annotations.NullMarked;
