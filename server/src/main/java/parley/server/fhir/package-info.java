/** The FHIR REST endpoint and what is refused before and after parsing. */
@NullMarked
package parley.server.fhir;

import org.jspecify.annotations.NullMarked;
