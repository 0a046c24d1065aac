/** HL7's FHIRPath engine, set up once for the expressions of questionnaires and plans. */
@NullMarked
package parley.mappings.fhirpath;

import org.jspecify.annotations.NullMarked;
