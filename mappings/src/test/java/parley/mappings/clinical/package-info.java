/** Tests of clinical segments. */
@NullMarked
package parley.mappings.clinical;

import org.jspecify.annotations.NullMarked;
