package parley.server.careplan;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import parley.server.fhir.FhirInterceptor;
import parley.terminology.England;

/**
 * {@code CarePlan?overdue=true} is {@code CarePlan?due=lt} with today's English date, by itself and
 * as an entry of a batch or transaction. Who asks about another day gives {@code due=lt} and that
 * day.
 */
@Interceptor
public final class OverdueSearch implements FhirInterceptor {

  private static final String OVERDUE = "overdue";
  private static final String DUE = "due";

  /** Relative to the endpoint, or with an address of it before. */
  private static final Pattern PLANS = Pattern.compile("(?:.*/)?CarePlan/?");

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
    request.removeParameter(OVERDUE);
    request.addParameter(
        DUE, Stream.concat(Arrays.stream(before), Stream.of(beforeToday())).toArray(String[]::new));
  }

  /** HAPI hands the entries of a Bundle to no hook of their own, so their addresses are changed. */
  @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
  public void translate(IBaseBundle batch) {
    if (batch instanceof Bundle bundle) {
      bundle.getEntry().stream()
          .map(BundleEntryComponent::getRequest)
          .filter(request -> request.getMethod() == HTTPVerb.GET && request.hasUrl())
          .forEach(request -> request.setUrl(translated(request.getUrl())));
    }
  }

  /** What is given otherwise stays, and is refused as a parameter that CarePlan has not. */
  private String translated(String url) {
    var parts = url.split("\\?", 2);
    if (parts.length == 1 || !PLANS.matcher(parts[0]).matches()) {
      return url;
    }
    return parts[0]
        + '?'
        + Arrays.stream(parts[1].split("&"))
            .map(one -> one.equals(OVERDUE + "=true") ? DUE + '=' + beforeToday() : one)
            .collect(Collectors.joining("&"));
  }

  private String beforeToday() {
    return "lt" + LocalDate.ofInstant(clock.instant(), England.TIME);
  }
}
