/** Tests of care plans. */
@NullMarked
package parley.mappings.careplan;

import org.jspecify.annotations.NullMarked;
