package parley.server.practice;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * Keeps the rows of {@link PracticeRows} with every write of the store, through the endpoint or by
 * a message, in the transaction of that write. It is registered with the storage, not with the
 * endpoint, because messages do not pass the endpoint.
 */
@Interceptor
public final class PracticeRecording {

  private final PracticeRows rows;

  PracticeRecording(PracticeRows rows) {
    this.rows = rows;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    write(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    write(after);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    rows.remove((Resource) resource);
  }

  private void write(IBaseResource resource) {
    if (PracticeRows.TYPES.contains(resource.fhirType())) {
      rows.write((Resource) resource);
    }
  }
}
