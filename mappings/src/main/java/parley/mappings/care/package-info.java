/** Organisations and practitioners, as they are named in any segment. */
@NullMarked
package parley.mappings.care;

import org.jspecify.annotations.NullMarked;
