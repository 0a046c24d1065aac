package parley.server.export;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.bulk.export.model.ExportPIDIteratorParameters;
import ca.uhn.fhir.jpa.bulk.export.svc.BulkExportHelperService;
import ca.uhn.fhir.jpa.bulk.export.svc.JpaBulkExportProcessor;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.mdm.svc.MdmExpandersHolder;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import jakarta.persistence.EntityManager;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's reading of what to export, mended: {@code Patient/$export} without named patients gave
 * every resource of its types, also those of nobody.
 */
final class PatientExports extends JpaBulkExportProcessor {

  PatientExports(
      FhirContext context,
      BulkExportHelperService parameters,
      JpaStorageSettings settings,
      DaoRegistry daos,
      SearchBuilderFactory<JpaPid> searches,
      IIdHelperService<JpaPid> ids,
      EntityManager session,
      IHapiTransactionService transactions,
      ISearchParamRegistry searchParameters,
      MdmExpandersHolder mdm) {
    super(
        context,
        parameters,
        settings,
        daos,
        searches,
        ids,
        session,
        transactions,
        searchParameters,
        mdm);
  }

  /**
   * The patients asked for. HAPI takes null, not an empty set, for all of them: only then it asks
   * that a record names a patient.
   */
  @Override
  @Nullable
  public Set<String> getPatientSetForPatientExport(ExportPIDIteratorParameters parameters) {
    var patients = super.getPatientSetForPatientExport(parameters);
    return patients.isEmpty() ? null : patients;
  }
}
