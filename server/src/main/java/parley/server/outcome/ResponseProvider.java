package parley.server.outcome;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.rp.r4.QuestionnaireResponseResourceProvider;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;
import parley.server.fhir.FhirProvider;

/**
 * HAPI's provider of QuestionnaireResponse, but for {@code POST}: a response whose identifier the
 * patient has one of already is that one sent again (200), as if it had come with {@code
 * If-None-Exist}; with other content it is refused (409).
 */
public final class ResponseProvider extends QuestionnaireResponseResourceProvider
    implements FhirProvider {

  private final IHapiTransactionService transactions;
  private final HeldResponses held;
  private final OwnQuestionnaires own;
  private final ResponseScoring scoring;
  private final List<ResponseForm> forms;

  ResponseProvider(
      FhirContext context,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      HeldResponses held,
      OwnQuestionnaires own,
      ResponseScoring scoring,
      List<ResponseForm> forms) {
    this.transactions = transactions;
    this.held = held;
    this.own = own;
    this.scoring = scoring;
    this.forms = List.copyOf(forms);
    setContext(context);
    setDao(daos.getResourceDao(QuestionnaireResponse.class));
  }

  @Override
  public MethodOutcome create(
      HttpServletRequest servlet,
      QuestionnaireResponse response,
      @Nullable String conditional,
      RequestDetails request) {
    own.settle(response);
    var form = forms.stream().filter(it -> it.takes(response)).findFirst();
    if (form.isPresent()) {
      return transactions.withRequest(request).execute(() -> form.get().create(response, request));
    }
    if (conditional != null || !HeldResponses.isIdentified(response)) {
      return super.create(servlet, response, conditional, request);
    }
    return transactions.withRequest(request).execute(() -> createOnce(servlet, response, request));
  }

  /** One that is sent again unchanged gets back the scores that it lost. */
  @Override
  public MethodOutcome update(
      HttpServletRequest servlet,
      QuestionnaireResponse response,
      IIdType id,
      @Nullable String conditional,
      RequestDetails request) {
    return transactions
        .withRequest(request)
        .execute(
            () -> {
              var outcome = super.update(servlet, response, id, conditional, request);
              if (outcome instanceof DaoMethodOutcome done
                  && done.isNop()
                  && done.getResource() instanceof QuestionnaireResponse stored) {
                scoring.repair(stored, request);
              }
              return outcome;
            });
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
    scoring.repair(before.get(), request);
    var outcome = new MethodOutcome(before.get().getIdElement(), false);
    outcome.setResource(before.get());
    return outcome;
  }
}
