package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults of ours by request id, class and place. The message of an exception may quote a
 * patient's value, so it is left out; the caller gets it in the OperationOutcome.
 */
@Interceptor
public final class FailureLog implements FhirInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final int FRAMES = 12;

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public void failed(RequestDetails request, Throwable failure) {
    if ((failure instanceof BaseServerResponseException refusal && refusal.getStatusCode() < 500)
        || ParserFaults.isOfTheBody(failure)) {
      return;
    }
    LOG.error(
        "request {} on {}: {}",
        request.getRequestId(),
        Objects.requireNonNullElse(request.getResourceName(), "the system"),
        describe(failure));
  }

  private static String describe(Throwable failure) {
    var text = new StringBuilder();
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause.getClass().getName())
          .append(
              Arrays.stream(cause.getStackTrace())
                  .limit(FRAMES)
                  .map(frame -> "\n  at " + frame)
                  .collect(Collectors.joining()))
          .append('\n');
    }
    return text.toString();
  }
}
