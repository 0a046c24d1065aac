/** What every mapping reads with: located fields, dates, codes, and the problems met on the way. */
@NullMarked
package parley.mappings.reading;

import org.jspecify.annotations.NullMarked;
