package parley.server.outcome;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/** A form of which more comes than scores, so that its responses are taken in a way of its own. */
public interface ResponseForm {

  /** Whether a response answers it. */
  boolean takes(QuestionnaireResponse response);

  /**
   * Stores a response that was posted, and all that comes of it, in the caller's transaction.
   *
   * @return created, or not when it was held already
   */
  MethodOutcome create(QuestionnaireResponse response, RequestDetails request);
}
