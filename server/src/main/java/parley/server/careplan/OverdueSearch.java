package parley.server.careplan;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Stream;
import parley.server.fhir.FhirInterceptor;

/**
 * {@code CarePlan?overdue=true} is {@code CarePlan?due=lt} with today's English date. Who asks
 * about another day gives {@code due=lt} and that day.
 */
@Interceptor
public final class OverdueSearch implements FhirInterceptor {

  private static final String OVERDUE = "overdue";
  private static final String DUE = "due";
  private static final ZoneId ENGLAND = ZoneId.of("Europe/London");

  private final Clock clock;

  OverdueSearch(Clock clock) {
    this.clock = clock;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public void translate(RequestDetails request) {
    var asked = request.getParameters().get(OVERDUE);
    if (asked == null || !"CarePlan".equals(request.getResourceName())) {
      return;
    }
    if (!Arrays.asList(asked).equals(Arrays.asList("true"))) {
      throw new InvalidRequestException(
          "overdue: takes true and nothing else; for another day use due, such as due=lt2026-11-22");
    }
    var before = request.getParameters().getOrDefault(DUE, new String[0]);
    var today = LocalDate.ofInstant(clock.instant(), ENGLAND);
    request.removeParameter(OVERDUE);
    request.addParameter(
        DUE, Stream.concat(Arrays.stream(before), Stream.of("lt" + today)).toArray(String[]::new));
  }
}
