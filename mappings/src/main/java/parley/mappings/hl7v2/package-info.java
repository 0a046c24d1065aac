/** Reading HL7 v2 as it comes in England: envelope, segments, fields, and the HL7 null. */
@NullMarked
package parley.mappings.hl7v2;

import org.jspecify.annotations.NullMarked;
