/** Lets named elements of FHIR resources leave, and nothing else. */
@NullMarked
package parley.submissions.allowlist;

import org.jspecify.annotations.NullMarked;
