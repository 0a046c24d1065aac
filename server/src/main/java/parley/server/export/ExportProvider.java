package parley.server.export;

import ca.uhn.fhir.batch2.jobs.export.BulkDataExportProvider;
import parley.server.fhir.FhirProvider;

/** HAPI's {@code $export} and {@code $export-poll-status}, as an operation of the endpoint. */
public final class ExportProvider extends BulkDataExportProvider implements FhirProvider {}
