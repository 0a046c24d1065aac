/** What a narrative may hold, so that showing it does nothing else. */
@NullMarked
package parley.mappings.narrative;

import org.jspecify.annotations.NullMarked;
