/** Loads licensed terminology that an operator brings: SNOMED CT (RF2) and LOINC. */
@NullMarked
package parley.server.terminologyload;

import org.jspecify.annotations.NullMarked;
