/** Routine outcome monitoring on the FHIR endpoint: scoring, extraction, outcomes and charts. */
@NullMarked
package parley.server.outcome;

import org.jspecify.annotations.NullMarked;
