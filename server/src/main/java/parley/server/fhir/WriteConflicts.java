package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import parley.server.database.StoreFailures;

/** Two clients in each other's way are told so in words, not in those of the database. */
@Interceptor
public final class WriteConflicts implements FhirInterceptor {

  private static final Pattern OF_THE_DATABASE =
      Pattern.compile(
          "could not execute|could not serialize|deadlock|SQLState|\\bSQL\\b|\\binsert into\\b"
              + "|violates .*constraint|batch entry",
          Pattern.CASE_INSENSITIVE);

  private static final int SERVER_ERROR = 500;

  private static final String TEXT =
      "Another client wrote the same at the same moment, and nothing of this request was stored. Send"
          + " it again";

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public @Nullable BaseServerResponseException answer(Throwable failure) {
    if (!isOfTheStore(failure) && !isOfOwnTables(failure)) {
      return null; // answered as it was
    }
    var outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(IssueType.CONFLICT)
        .setDiagnostics(TEXT);
    return new ResourceVersionConflictException(TEXT, outcome);
  }

  private static boolean isOfTheStore(Throwable failure) {
    return failure instanceof ResourceVersionConflictException conflict
        && OF_THE_DATABASE.matcher(String.valueOf(conflict.getMessage())).find();
  }

  /** Rows beside the store's have keys too; the second of two writers meets them first. */
  private static boolean isOfOwnTables(Throwable failure) {
    return isServerError(failure) && StoreFailures.concurrent(failure);
  }

  private static boolean isServerError(Throwable failure) {
    return !(failure instanceof BaseServerResponseException answer)
        || answer.getStatusCode() >= SERVER_ERROR;
  }
}
