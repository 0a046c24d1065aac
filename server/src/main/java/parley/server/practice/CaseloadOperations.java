package parley.server.practice;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Given;
import parley.terminology.England;

/** {@code Practitioner/$caseload}: what to talk about in this week's supervision. */
public final class CaseloadOperations implements FhirProvider {

  private final Caseloads caseloads;
  private final Practitioners practitioners;
  private final PracticeCatchUp catchUp;
  private final Clock clock;

  CaseloadOperations(
      Caseloads caseloads, Practitioners practitioners, PracticeCatchUp catchUp, Clock clock) {
    this.caseloads = caseloads;
    this.practitioners = practitioners;
    this.catchUp = catchUp;
    this.clock = clock;
  }

  /**
   * The open courses that a practitioner leads as careManager.
   *
   * @param scope {@code own}, which is the default; {@code supervisees} for the courses of those
   *     whom the practitioner supervises today; {@code all} for both
   * @return one parameter {@code course} for each, the most in need first; 404 when there is no
   *     such Practitioner, 400 for another scope, one given twice, and any other parameter
   */
  @Operation(name = "$caseload", typeName = "Practitioner", idempotent = true)
  public Parameters caseload(
      @IdParam IdType id,
      @OperationParam(name = "scope", max = 1) @Nullable CodeType scope,
      RequestDetails request) {
    // HAPI passes over what the operation has not, and over all but the last of what is repeated.
    var wanted = Given.of(request, Set.of("scope")).code("scope").orElse("own");
    var practitioner = id.getIdPart();
    if (!List.of("own", "supervisees", "all").contains(wanted)) {
      throw new InvalidRequestException("scope must be own, supervisees or all");
    }
    if (!catchUp.isComplete()) {
      throw new UnclassifiedServerFailureException(
          HttpStatus.SERVICE_UNAVAILABLE.value(),
          "What was stored before the upgrade is still being gone over; ask again in a minute");
    }
    if (!practitioners.exists(practitioner)) {
      throw new ResourceNotFoundException(id);
    }
    var today = LocalDate.now(clock.withZone(England.TIME));
    var leaders = new ArrayList<String>();
    if (!wanted.equals("supervisees")) {
      leaders.add(practitioner);
    }
    if (!wanted.equals("own")) {
      leaders.addAll(practitioners.supervisees(practitioner, today));
    }
    return CaseloadParameters.of(practitioner, wanted, today, caseloads.of(leaders, today));
  }
}
