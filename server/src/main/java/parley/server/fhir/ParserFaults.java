package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Some bodies make HAPI's parser fail in ways it is not meant to, such as {@code "extension":
 * [null]}. The fault is the sender's all the same: 400, with the element.
 */
@Interceptor
public final class ParserFaults implements FhirInterceptor {

  private static final String PARSER = "ca.uhn.fhir.parser.";
  private static final String READING_A_REQUEST = "ca.uhn.fhir.rest.server.method.";

  private final FhirContext context;

  ParserFaults(FhirContext context) {
    this.context = context;
  }

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public @Nullable BaseServerResponseException answer(RequestDetails request, Throwable failure) {
    return isOfTheBody(failure) ? refusal(element(request)) : null; // null: answered as it was
  }

  /** Whether the parser failed, and was reading the body of a request, not something stored. */
  static boolean isOfTheBody(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (isOfTheParser(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfTheParser(Throwable failure) {
    if (!(failure instanceof RuntimeException)
        || failure instanceof BaseServerResponseException
        || failure instanceof DataFormatException) {
      return false;
    }
    var frames = failure.getStackTrace();
    var caller = 0;
    for (var i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().startsWith(PARSER)) {
        caller = i + 1;
      }
    }
    return caller > 0
        && caller < frames.length
        && frames[caller].getClassName().startsWith(READING_A_REQUEST);
  }

  private Optional<String> element(RequestDetails request) {
    var body = request.getRequestContentsIfLoaded();
    return body == null || !MediaTypes.isJson(request.getHeader("Content-Type"))
        ? Optional.empty()
        : FaultyElement.of(body, this::fails);
  }

  private boolean fails(String body) {
    try {
      context.newJsonParser().setParserErrorHandler(new StrictErrorHandler()).parseResource(body);
      return false;
    } catch (DataFormatException e) {
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  private static InvalidRequestException refusal(Optional<String> element) {
    var outcome = new OperationOutcome();
    var text =
        element.map(path -> path + ": the element").orElse("An element of the body")
            + " has not the form that FHIR gives it and cannot be read; compare it with its"
            + " definition";
    var issue = outcome.addIssue();
    issue
        .setSeverity(OperationOutcome.IssueSeverity.ERROR)
        .setCode(OperationOutcome.IssueType.STRUCTURE)
        .setDiagnostics(text);
    element.ifPresent(issue::addExpression);
    return new InvalidRequestException(text, outcome);
  }
}
