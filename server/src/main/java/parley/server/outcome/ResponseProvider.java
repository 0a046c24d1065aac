package parley.server.outcome;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.rp.r4.QuestionnaireResponseResourceProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.ValidationModeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.WriteValidation;

/**
 * HAPI's provider of QuestionnaireResponse, but for {@code POST}: a response whose identifier the
 * patient has one of already is that one sent again (200), as if it had come with {@code
 * If-None-Exist}; with other content it is refused (409). And but for {@code $validate}, which says
 * what a write would be refused for.
 */
public final class ResponseProvider extends QuestionnaireResponseResourceProvider
    implements FhirProvider {

  private final IHapiTransactionService transactions;
  private final HeldResponses held;
  private final List<ResponseForm> forms;
  private final ScoreNotices notices;
  private final WriteValidation validation;

  ResponseProvider(
      FhirContext context,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      HeldResponses held,
      List<ResponseForm> forms,
      ScoreNotices notices,
      WriteValidation validation) {
    this.transactions = transactions;
    this.held = held;
    this.forms = List.copyOf(forms);
    this.notices = notices;
    this.validation = validation;
    setContext(context);
    setDao(daos.getResourceDao(QuestionnaireResponse.class));
  }

  @Override
  public MethodOutcome create(
      HttpServletRequest servlet,
      QuestionnaireResponse response,
      @Nullable String conditional,
      RequestDetails request) {
    var form = forms.stream().filter(it -> it.takes(response)).findFirst();
    if (form.isPresent()) {
      return transactions.withRequest(request).execute(() -> form.get().create(response, request));
    }
    if (conditional != null || !HeldResponses.isIdentified(response)) {
      var outcome = super.create(servlet, response, conditional, request);
      if (Boolean.FALSE.equals(outcome.getCreated())
          && outcome.getResource() instanceof QuestionnaireResponse before) {
        notices.about(before, before.getIdElement().getIdPart(), request);
      }
      return outcome;
    }
    return transactions.withRequest(request).execute(() -> createOnce(servlet, response, request));
  }

  private MethodOutcome createOnce(
      HttpServletRequest servlet, QuestionnaireResponse response, RequestDetails request) {
    var settled = held.settled(response);
    var before = held.held(settled);
    if (before.isEmpty()) {
      return super.create(servlet, response, null, request);
    }
    if (!HeldResponses.same(settled, before.get())) {
      HeldResponses.refuse(before.get());
    }
    var id = before.get().getIdElement();
    notices.about(response, id.getIdPart(), request);
    var outcome = new MethodOutcome(id, false);
    outcome.setResource(before.get());
    return outcome;
  }

  @Override
  public MethodOutcome validate(
      @Nullable QuestionnaireResponse response,
      @Nullable String raw,
      @Nullable EncodingEnum encoding,
      @Nullable ValidationModeEnum mode,
      @Nullable String profile,
      RequestDetails request) {
    if (response == null || mode == ValidationModeEnum.DELETE) {
      return super.validate(response, raw, encoding, mode, profile, request);
    }
    var settled = response.copy();
    var errors = errors(settled, request);
    return with(
        errors, super.validate(settled, json(settled), EncodingEnum.JSON, mode, profile, request));
  }

  @Override
  public MethodOutcome validate(
      @Nullable QuestionnaireResponse response,
      IIdType id,
      @Nullable String raw,
      @Nullable EncodingEnum encoding,
      @Nullable ValidationModeEnum mode,
      @Nullable String profile,
      RequestDetails request) {
    if (response == null || mode == ValidationModeEnum.DELETE) {
      return super.validate(response, id, raw, encoding, mode, profile, request);
    }
    var settled = response.copy();
    var errors = errors(settled, request);
    return with(
        errors,
        super.validate(settled, id, json(settled), EncodingEnum.JSON, mode, profile, request));
  }

  /** What a write would be refused for; in a transaction, because a rule may read the store. */
  private OperationOutcome errors(QuestionnaireResponse response, RequestDetails request) {
    return transactions.withRequest(request).execute(() -> validation.errors(response));
  }

  private String json(QuestionnaireResponse response) {
    return getContext().newJsonParser().encodeResourceToString(response);
  }

  /** The validator's own words, warnings too, and of the errors those it does not have. */
  private static MethodOutcome with(OperationOutcome errors, MethodOutcome validated) {
    var said = (OperationOutcome) validated.getOperationOutcome();
    var known =
        said.getIssue().stream().map(OperationOutcomeIssueComponent::getDiagnostics).toList();
    var more =
        errors.getIssue().stream().filter(it -> !known.contains(it.getDiagnostics())).toList();
    if (!more.isEmpty()) {
      said.getIssue().removeIf(it -> it.getSeverity() == IssueSeverity.INFORMATION);
      more.forEach(said::addIssue);
    }
    return validated;
  }
}
