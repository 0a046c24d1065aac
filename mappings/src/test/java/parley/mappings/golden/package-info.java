/**
 * The golden folders: one message in each, why it is there, and what must come of it; they are the
 * specification of the mappings and are run by other modules too.
 */
@NullMarked
package parley.mappings.golden;

import org.jspecify.annotations.NullMarked;
