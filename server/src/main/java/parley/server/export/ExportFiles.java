package parley.server.export;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.model.ExpungeOptions;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;

/**
 * The files of exports. HAPI names them in the report of an export that went well and nowhere else,
 * so those of one that was cancelled or killed would stay for ever; and what it deletes stays in
 * the history. Here each is noted with the transaction that stores it, and taken away whole.
 */
@Interceptor
public final class ExportFiles {

  private final ExportRows rows;
  private final DaoRegistry daos;

  ExportFiles(ExportRows rows, DaoRegistry daos) {
    this.rows = rows;
    this.daos = daos;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    if (resource instanceof Binary file) {
      file.getMeta().getExtensionsByUrl(JpaConstants.BULK_META_EXTENSION_JOB_ID).stream()
          .findFirst()
          .ifPresent(
              job -> rows.note(file.getIdElement().getIdPart(), job.getValue().primitiveValue()));
    }
  }

  /** Takes files away, history and all. */
  void remove(List<String> ids) {
    ids.forEach(this::remove);
  }

  private void remove(String id) {
    var dao = daos.getResourceDao(Binary.class);
    var file = new IdType("Binary", id);
    try {
      dao.delete(file, new SystemRequestDetails());
      dao.forceExpungeInExistingTransaction(
          file,
          new ExpungeOptions().setExpungeDeletedResources(true).setExpungeOldVersions(true),
          new SystemRequestDetails());
    } catch (ResourceNotFoundException | ResourceGoneException e) {
      // Somebody else has taken it away.
    }
    rows.forget(id);
  }
}
