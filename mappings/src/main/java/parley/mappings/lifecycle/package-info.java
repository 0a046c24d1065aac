/** The life cycle of a course of treatment: its states, how they are read, which may follow. */
@NullMarked
package parley.mappings.lifecycle;

import org.jspecify.annotations.NullMarked;
