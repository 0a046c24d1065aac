/**
 * Makes the FHIR package of Parley's profiles and code lists; runs in the build, not in the
 * gateway.
 */
@NullMarked
package parley.terminology.guide;

import org.jspecify.annotations.NullMarked;
