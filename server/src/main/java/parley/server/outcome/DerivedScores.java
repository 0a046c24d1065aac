package parley.server.outcome;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.Outcomes;
import parley.server.store.CurrentRecords;
import parley.server.store.FollowingRecords;

/**
 * A score that was made of a response says what the response says. Nobody writes another over it,
 * beside it or takes it away: what is wrong with it is wrong with the response.
 */
@Interceptor
public final class DerivedScores implements FhirInterceptor {

  private static final String REMEDY =
      "Change the response itself: amended answers amend the score, status entered-in-error"
          + " withdraws it.";

  private static final Set<ObservationStatus> WITHDRAWN =
      Set.of(ObservationStatus.ENTEREDINERROR, ObservationStatus.CANCELLED);

  private static final Set<ObservationStatus> GIVEN =
      Set.of(ObservationStatus.FINAL, ObservationStatus.AMENDED, ObservationStatus.CORRECTED);

  private final Questionnaires questionnaires;
  private final CurrentRecords records;
  private final FollowingRecords following;

  DerivedScores(Questionnaires questionnaires, CurrentRecords records, FollowingRecords following) {
    this.questionnaires = questionnaires;
    this.records = records;
    this.following = following;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    if (!(request instanceof SystemRequestDetails) && resource instanceof Observation score) {
      check(responses(score), score);
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    if (!(request instanceof SystemRequestDetails) && after instanceof Observation score) {
      var responses = new LinkedHashSet<>(responses(score));
      if (before instanceof Observation former) {
        responses.addAll(responses(former));
      }
      check(responses, score);
    }
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleting(IBaseResource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails || !(resource instanceof Observation score)) {
      return;
    }
    for (var id : responses(score)) {
      var made = made(id);
      if (made.isPresent() && made.get().own(score).flatMap(made.get()::given).isPresent()) {
        throw new ResourceVersionConflictException(
            "the score was made of a response and is not deleted",
            Outcomes.of(List.of(problem("the score was made of a response and is not deleted"))));
      }
    }
  }

  private void check(Set<String> responses, Observation score) {
    for (var id : responses) {
      made(id).flatMap(made -> made.contradiction(score)).ifPresent(DerivedScores::refuse);
    }
  }

  private static void refuse(String rule) {
    throw new UnprocessableEntityException(
        "The score contradicts the response it is derived from",
        Outcomes.of(List.of(problem(rule))));
  }

  private static Problem problem(String rule) {
    return Problem.error(ProblemCode.CONTRADICTION, "Observation", rule, REMEDY);
  }

  private static Set<String> responses(Observation score) {
    var responses = new LinkedHashSet<String>();
    for (var from : score.getDerivedFrom()) {
      var id = from.getReferenceElement();
      if ("QuestionnaireResponse".equals(id.getResourceType()) && id.hasIdPart()) {
        responses.add(id.getIdPart());
      }
    }
    return responses;
  }

  /** What a stored response gives; empty when it is not one that Parley scores. */
  private Optional<Made> made(String id) {
    following.flush();
    return records
        .one(QuestionnaireResponse.class, id)
        .filter(questionnaires::knows)
        .map(this::made);
  }

  private Made made(QuestionnaireResponse stored) {
    var response = stored.copy();
    response.setId(stored.getIdElement().toUnqualifiedVersionless());
    var given =
        questionnaires.assess(response) instanceof Assessment.Scored scored
            ? scored.scores()
            : List.<Observation>of();
    var withdrawn = response.copy();
    withdrawn.setStatus(QuestionnaireResponseStatus.ENTEREDINERROR);
    var possible =
        questionnaires.assess(withdrawn) instanceof Assessment.Withdrawn all
            ? all.scores()
            : List.<Observation>of();
    return new Made(response, given, possible);
  }

  /**
   * What a response gives and could give.
   *
   * @param given its scores as it stands
   * @param possible every score it can have given at some time
   */
  private record Made(
      QuestionnaireResponse response, List<Observation> given, List<Observation> possible) {

    Optional<Observation> own(Observation score) {
      var id = score.getIdElement().getIdPart();
      return possible.stream().filter(it -> it.getIdElement().getIdPart().equals(id)).findFirst();
    }

    Optional<Observation> given(Observation possible) {
      return given.stream()
          .filter(it -> it.getIdElement().getIdPart().equals(possible.getIdElement().getIdPart()))
          .findFirst();
    }

    Optional<String> contradiction(Observation score) {
      var own = own(score);
      if (own.isPresent()) {
        return given(own.get())
                .map(right -> differs(right, score))
                .orElse(!WITHDRAWN.contains(score.getStatus()))
            ? Optional.of("the score was made of a response and is not what the response gives")
            : Optional.empty();
      }
      var same = possible.stream().filter(it -> sameCode(it, score)).findFirst();
      if (same.isEmpty() || WITHDRAWN.contains(score.getStatus()) || isOpen()) {
        return Optional.empty();
      }
      return given(same.get()).filter(it -> sameValue(it.getValue(), score.getValue())).isPresent()
          ? Optional.empty()
          : Optional.of("the score is not what the response that it is derived from gives");
    }

    private boolean isOpen() {
      return response.getStatus() == QuestionnaireResponseStatus.INPROGRESS
          || response.getStatus() == QuestionnaireResponseStatus.STOPPED;
    }

    private static boolean differs(Observation right, Observation score) {
      return !GIVEN.contains(score.getStatus())
          || !sameCode(right, score)
          || !sameValue(right.getValue(), score.getValue())
          || !refers(right.getSubject(), List.of(score.getSubject()))
          || !refers(right.getEncounter(), List.of(score.getEncounter()))
          || !refers(right.getDerivedFromFirstRep(), score.getDerivedFrom())
          || !right.getEffectiveDateTimeType().equalsDeep(score.getEffective());
    }

    private static boolean refers(Reference right, List<Reference> references) {
      var wanted = right.getReferenceElement().toUnqualifiedVersionless().getValue();
      return wanted == null
          || references.stream()
              .anyMatch(
                  it ->
                      wanted.equals(
                          it.getReferenceElement().toUnqualifiedVersionless().getValue()));
    }

    private static boolean sameCode(Observation one, Observation other) {
      return overlap(one.getCode(), other.getCode());
    }

    private static boolean overlap(CodeableConcept one, CodeableConcept other) {
      return one.getCoding().stream()
          .anyMatch(coding -> other.hasCoding(coding.getSystem(), coding.getCode()));
    }

    private static boolean sameValue(Type one, Type other) {
      if (one instanceof Quantity right && other instanceof Quantity sent) {
        return right.hasValue()
            && sent.hasValue()
            && right.getValue().compareTo(sent.getValue()) == 0;
      }
      if (one instanceof CodeableConcept right && other instanceof CodeableConcept sent) {
        return overlap(right, sent);
      }
      return one != null && other != null && one.equalsDeep(other);
    }
  }
}
