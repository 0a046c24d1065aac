/** Conditions, observations, allergies and encounters, as they are stated in any message. */
@NullMarked
package parley.mappings.clinical;

import org.jspecify.annotations.NullMarked;
