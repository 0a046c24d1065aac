/** Tests of what is removed, and of what is not. */
@NullMarked
package parley.server.retention;

import org.jspecify.annotations.NullMarked;
