/** The vocabularies Parley ships as FHIR JSON, and the three questions asked of them. */
@NullMarked
package parley.terminology;

import org.jspecify.annotations.NullMarked;
