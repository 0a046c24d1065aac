package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.SortedMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;

/** Puts the errors of entries that {@link BatchEntries} took out into the response, in place. */
@Interceptor
public final class BatchErrors implements FhirInterceptor {

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void insert(ServletRequestDetails request, IBaseResource response) {
    if (response instanceof Bundle bundle
        && request.getServletRequest().getAttribute(BatchEntries.BAD_ENTRIES)
            instanceof SortedMap<?, ?> bad) {
      bad.forEach((index, outcome) -> insert(bundle, (Integer) index, (OperationOutcome) outcome));
    }
  }

  private static void insert(Bundle bundle, int index, OperationOutcome outcome) {
    var entry = new Bundle.BundleEntryComponent();
    entry.getResponse().setStatus("400 Bad Request").setOutcome(outcome);
    bundle.getEntry().add(Math.min(index, bundle.getEntry().size()), entry);
  }
}
