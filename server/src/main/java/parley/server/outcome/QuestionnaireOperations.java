package parley.server.outcome;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.KnownFacts;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Outcomes;

/** {@code $extract} and {@code $populate}, named after Structured Data Capture's operations. */
public final class QuestionnaireOperations implements FhirProvider {

  private final Questionnaires questionnaires;
  private final OwnQuestionnaires own;
  private final ResponseRecords records;
  private final PopulateContext context;

  QuestionnaireOperations(
      Questionnaires questionnaires,
      OwnQuestionnaires own,
      ResponseRecords records,
      PopulateContext context) {
    this.questionnaires = questionnaires;
    this.own = own;
    this.records = records;
    this.context = context;
  }

  /**
   * What storing a response would write beside it, without storing anything.
   *
   * @param id of a stored response, or none
   * @param given the response, when no id is given
   * @return a transaction Bundle; 422 with every problem when the response is wrong, also when its
   *     questionnaire is none of Parley's
   */
  @Operation(name = "$extract", typeName = "QuestionnaireResponse", idempotent = true)
  public Bundle extract(
      @IdParam(optional = true) @Nullable IdType id,
      @OperationParam(name = "questionnaire-response", max = 1)
          @Nullable QuestionnaireResponse given,
      RequestDetails request) {
    if (id == null && given == null) {
      throw new InvalidRequestException(
          "Parameter questionnaire-response is missing: send the response, or call the operation on"
              + " a stored one");
    }
    var response = id == null ? given.copy() : records.response(id, request);
    own.settle(response);
    var assessment = questionnaires.assess(response);
    if (assessment instanceof Assessment.Refused refused) {
      throw new UnprocessableEntityException(
          "The response breaks rules of its questionnaire", Outcomes.of(refused.problems()));
    }
    return ScoredRecords.transaction(assessment);
  }

  /**
   * A response begun with what is known.
   *
   * @param id of a stored Questionnaire, or none
   * @param canonical of a questionnaire, when no id is given
   * @param subject the patient
   * @param context parts {@code name} and {@code content} (a Reference), where name is author,
   *     encounter, referral or episode
   * @return {@code response} in progress; 400 or 422 when the patient or what the context names is
   *     not there, or not the patient's
   */
  @Operation(name = "$populate", typeName = "Questionnaire", idempotent = true)
  public Parameters populate(
      @IdParam(optional = true) @Nullable IdType id,
      @OperationParam(name = "canonical", max = 1) @Nullable UriType canonical,
      @OperationParam(name = "subject", max = 1) @Nullable Reference subject,
      @OperationParam(name = "context") @Nullable List<ParametersParameterComponent> context,
      RequestDetails request) {
    if (subject == null || !subject.hasReference()) {
      throw new InvalidRequestException("Parameter subject is missing: name the patient");
    }
    var url = id == null ? given(canonical) : canonical(records.questionnaire(id, request));
    if (questionnaires.versioned(url).isEmpty()) {
      throw unknown();
    }
    var facts = facts(url, subject, context == null ? List.of() : context, request);
    return questionnaires
        .populate(url, facts)
        .map(response -> new Parameters().addParameter(part("response", response)))
        .orElseThrow(QuestionnaireOperations::unknown);
  }

  private static ResourceNotFoundException unknown() {
    return new ResourceNotFoundException(
        "Parley has no questionnaire of this canonical and version");
  }

  private KnownFacts facts(
      String url,
      Reference given,
      List<ParametersParameterComponent> parts,
      RequestDetails request) {
    var subject = context.subject(given);
    var named = context.named(parts, subject);
    var encounter = Optional.ofNullable(named.get("encounter"));
    var course = Optional.ofNullable(named.get("episode"));
    return new KnownFacts(
        subject,
        Optional.ofNullable(named.get("author")),
        encounter,
        Optional.ofNullable(named.get("referral")),
        course.isPresent()
            ? course
            : encounter.flatMap(contact -> records.courseOf(contact, request)),
        records.latest(subject, url, request));
  }

  private static ParametersParameterComponent part(String name, QuestionnaireResponse response) {
    var parameter = new ParametersParameterComponent();
    parameter.setName(name);
    parameter.setResource(response);
    return parameter;
  }

  private static String given(@Nullable UriType canonical) {
    if (canonical == null || !canonical.hasValue()) {
      throw new InvalidRequestException(
          "Parameter canonical is missing: name the questionnaire, or call the operation on one");
    }
    return canonical.getValue();
  }

  private static String canonical(Questionnaire questionnaire) {
    return questionnaire.getUrl()
        + (questionnaire.hasVersion() ? '|' + questionnaire.getVersion() : "");
  }
}
