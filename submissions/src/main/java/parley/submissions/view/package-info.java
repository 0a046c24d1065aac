/** SQL on FHIR: a ViewDefinition is checked and compiled once, and makes rows of resources. */
@NullMarked
package parley.submissions.view;

import org.jspecify.annotations.NullMarked;
