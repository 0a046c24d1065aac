/** Makes of a record a pseudonymised export of FHIR resources, as lists of elements allow it. */
@NullMarked
package parley.submissions.bulk;

import org.jspecify.annotations.NullMarked;
