/** Tests of the workforce census and of what it hides. */
@NullMarked
package parley.server.practice.workforce;

import org.jspecify.annotations.NullMarked;
