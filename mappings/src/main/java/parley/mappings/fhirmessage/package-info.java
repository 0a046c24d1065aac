/** FHIR messages: BaRS in R4, and what the NHS still sends in STU3. */
@NullMarked
package parley.mappings.fhirmessage;

import org.jspecify.annotations.NullMarked;
