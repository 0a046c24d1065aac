package parley.server.fhir;

import ca.uhn.fhir.jpa.dao.r4.TransactionProcessorVersionAdapterR4;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;

/** Puts everything that is wrong with an entry of a batch into its outcome; HAPI a headline. */
final class EntryOutcomes extends TransactionProcessorVersionAdapterR4 {

  @Override
  public void populateEntryWithOperationOutcome(
      BaseServerResponseException fault, Bundle.BundleEntryComponent entry) {
    if (fault.getOperationOutcome() instanceof OperationOutcome outcome && outcome.hasIssue()) {
      entry.getResponse().setOutcome(outcome);
    } else {
      super.populateEntryWithOperationOutcome(fault, entry);
    }
  }
}
