package parley.server.outcome;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.RecordRule;
import parley.server.store.FollowingRecords;
import parley.server.store.WholeSearch;

/**
 * The responses held under a business identifier. Two responses of one patient are not created
 * under one identifier: the second is the first, sent again.
 */
@Interceptor
public final class HeldResponses implements FhirInterceptor {

  private final FhirContext context;
  private final DaoRegistry daos;
  private final FollowingRecords following;
  private final List<RecordRule> rules;

  HeldResponses(
      FhirContext context, DaoRegistry daos, FollowingRecords following, List<RecordRule> rules) {
    this.context = context;
    this.daos = daos;
    this.following = following;
    this.rules = List.copyOf(rules);
  }

  /** Whether a response says what tells it from others. */
  static boolean isIdentified(QuestionnaireResponse response) {
    return response.getIdentifier().hasValue() && response.getSubject().hasReference();
  }

  /** The form in which a response would be stored, in which references name no version. */
  QuestionnaireResponse settled(QuestionnaireResponse response) {
    var copy = response.copy();
    rules.forEach(rule -> rule.settle(copy));
    context.newTerser().getAllPopulatedChildElementsOfType(copy, Reference.class).stream()
        .filter(reference -> reference.getReferenceElement().hasVersionIdPart())
        .forEach(
            reference ->
                reference.setReference(reference.getReferenceElement().toVersionless().getValue()));
    return copy;
  }

  /**
   * The response held under the identifier and the patient of one that is about to be stored. Until
   * the caller's transaction ends nobody else creates one.
   *
   * @param response settled, with identifier and subject
   */
  Optional<QuestionnaireResponse> held(QuestionnaireResponse response) {
    lock(response);
    return all(response).findFirst();
  }

  private void lock(QuestionnaireResponse response) {
    var identifier = response.getIdentifier();
    following.lock(
        "QuestionnaireResponse.identifier " + identifier.getSystem() + '|' + identifier.getValue());
  }

  private Stream<QuestionnaireResponse> all(QuestionnaireResponse response) {
    var identifier = response.getIdentifier();
    var search =
        SearchParameterMap.newSynchronous()
            .add("identifier", new TokenParam(identifier.getSystem(), identifier.getValue()))
            .add("subject", new ReferenceParam(response.getSubject().getReference()));
    return WholeSearch.all(daos, QuestionnaireResponse.class, search).stream()
        .filter(one -> Objects.equals(one.getIdentifier().getSystem(), identifier.getSystem()));
  }

  /** Whether two responses say the same, ids and versions left out. */
  static boolean same(QuestionnaireResponse one, QuestionnaireResponse other) {
    return content(one).equalsDeep(content(other));
  }

  private static Resource content(QuestionnaireResponse response) {
    var copy = response.copy();
    copy.setId("");
    copy.setMeta(null);
    return copy;
  }

  /**
   * Once the response is stored and its subject known, whatever way it was named. The lock is held
   * until the commit, so of two that are created at once the second sees the first.
   */
  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails
        || !(resource instanceof QuestionnaireResponse response)
        || !isIdentified(response)) {
      return;
    }
    lock(response);
    following.flush();
    var id = response.getIdElement().getIdPart();
    all(response)
        .filter(other -> !other.getIdElement().getIdPart().equals(id))
        .findFirst()
        .ifPresent(HeldResponses::refuse);
  }

  /** 409 that says where the response is. */
  static void refuse(QuestionnaireResponse held) {
    throw new ResourceVersionConflictException(
        "QuestionnaireResponse.identifier: the patient has a response of this identifier already."
            + " To change it, use PUT QuestionnaireResponse/"
            + held.getIdElement().getIdPart()
            + "; to send it again in a Bundle, use ifNoneExist; another one needs an identifier of"
            + " its own");
  }
}
