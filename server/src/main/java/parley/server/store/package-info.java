/** The FHIR store: identity, merge and one transaction with the journal. */
@NullMarked
package parley.server.store;

import org.jspecify.annotations.NullMarked;
