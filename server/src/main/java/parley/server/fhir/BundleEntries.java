package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.IdentityHashMap;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;

/**
 * Says in which entry of a transaction a fault is: the whole is refused, and the client has to find
 * the one. An entry of a batch has its outcome in its own place.
 */
@Interceptor
public final class BundleEntries implements FhirInterceptor {

  private static final String ENTRIES = BundleEntries.class.getName();

  /** HAPI changes the order of the entries later on. */
  @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
  public void received(RequestDetails request, IBaseBundle received) {
    if (!(received instanceof Bundle bundle) || bundle.getEntry().size() < 2) {
      return;
    }
    var entries = new IdentityHashMap<Object, Integer>();
    for (var index = 0; index < bundle.getEntry().size(); index++) {
      entries.put(bundle.getEntry().get(index).getResource(), index);
    }
    request.getUserData().put(ENTRIES, entries);
  }

  /** The same outcome with the entry in each element and text, if there is one to name. */
  static OperationOutcome named(
      OperationOutcome outcome, IBaseResource resource, RequestDetails request) {
    if (!(request.getUserData().get(ENTRIES) instanceof Map<?, ?> entries)
        || !(entries.get(resource) instanceof Integer index)) {
      return outcome;
    }
    var entry = "Bundle.entry[" + index + "]";
    for (var issue : outcome.getIssue()) {
      issue.setDiagnostics(entry + ": " + issue.getDiagnostics());
      issue
          .getExpression()
          .forEach(
              expression ->
                  expression.setValue(
                      entry
                          + ".resource"
                          + expression.getValue().replaceFirst("^" + resource.fhirType(), "")));
    }
    return outcome;
  }
}
