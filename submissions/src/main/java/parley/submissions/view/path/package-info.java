/** FHIRPath over FHIR R4 JSON: parsed and compiled once, then evaluated for each resource. */
@NullMarked
package parley.submissions.view.path;

import org.jspecify.annotations.NullMarked;
