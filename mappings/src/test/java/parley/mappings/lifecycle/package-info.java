/** Tests of the life cycle of a course of treatment. */
@NullMarked
package parley.mappings.lifecycle;

import org.jspecify.annotations.NullMarked;
