/**
 * Messages in, FHIR records out: the public face of the pure mapping module. Nothing here reads a
 * file, a clock or a random number.
 */
@NullMarked
package parley.mappings;

import org.jspecify.annotations.NullMarked;
