/** Who may give which therapy: the qualification rule over the record of a practitioner. */
@NullMarked
package parley.mappings.practice;

import org.jspecify.annotations.NullMarked;
