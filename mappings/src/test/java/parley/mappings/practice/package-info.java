/** Tests of who may give which therapy. */
@NullMarked
package parley.mappings.practice;

import org.jspecify.annotations.NullMarked;
