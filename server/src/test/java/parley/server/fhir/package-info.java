/** Tests of the package of this name. */
@NullMarked
package parley.server.fhir;

import org.jspecify.annotations.NullMarked;
