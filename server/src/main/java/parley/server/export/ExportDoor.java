package parley.server.export;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import parley.server.fhir.FhirInterceptor;

/**
 * Stands before HAPI's export: refuses at once what HAPI would pass over in silence or fail on much
 * later, and answers DELETE as the Bulk Data guide wants it, also for an export that is done.
 */
@Interceptor
public final class ExportDoor implements FhirInterceptor {

  private static final Set<String> KNOWN =
      Set.of("_outputFormat", "_type", "_since", "_until", "_typeFilter", "patient", "_format");

  private final FhirContext context;
  private final MatchUrlService searches;
  private final Exports exports;
  private final DeidentifiedRequests requests;
  private final DeidentifiedExports deidentified;
  private final DeidentifiedAccess access;

  ExportDoor(
      FhirContext context,
      MatchUrlService searches,
      Exports exports,
      DeidentifiedRequests requests,
      DeidentifiedExports deidentified,
      DeidentifiedAccess access) {
    this.context = context;
    this.searches = searches;
    this.exports = exports;
    this.requests = requests;
    this.deidentified = deidentified;
    this.access = access;
  }

  /** Returns whether HAPI is to go on with the request. */
  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public boolean received(RequestDetails request, HttpServletResponse response) throws IOException {
    if ("$export".equals(request.getOperation())) {
      if (request.getParameters().keySet().stream().anyMatch(it -> it.startsWith("_agreement"))) {
        var order = requests.order(request);
        var id = deidentified.begin(order);
        DeidentifiedAnswers.accepted(response, request.getFhirServerBase(), id, order.by());
        return false;
      }
      checkBody(request);
      checkNames(request);
      checkInstants(request, "_since");
      checkInstants(request, "_until");
    }
    if ("$export-poll-status".equals(request.getOperation())) {
      var job = request.getParameters().getOrDefault("_jobId", new String[0]);
      if (request.getRequestType() != RequestTypeEnum.POST && job.length != 1) {
        throw new InvalidRequestException(
            "The id of the export is missing. Use the address given in Content-Location");
      }
      if (job.length == 1 && job[0].startsWith(DeidentifiedExports.PREFIX)) {
        deidentified(request, job[0], response);
        return false;
      }
      if (request.getRequestType() == RequestTypeEnum.DELETE) {
        cancel(job[0], response);
        return false;
      }
    }
    return true;
  }

  /** HAPI passes over what it does not know: everything would leave, under people's names. */
  private static void checkBody(RequestDetails request) {
    if (request.getRequestType() == RequestTypeEnum.POST
        && new String(request.loadRequestContents(), StandardCharsets.UTF_8)
            .contains(DeidentifiedRequests.AGREEMENT)) {
      throw new InvalidRequestException("An export under an agreement is asked for by GET");
    }
  }

  private static void checkNames(RequestDetails request) {
    request.getParameters().keySet().stream()
        .filter(name -> !KNOWN.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidRequestException(
                  "A parameter of $export is not supported. Supported are _outputFormat, _type,"
                      + " _since, _until, _typeFilter and, for Patient, patient");
            });
  }

  private static void checkInstants(RequestDetails request, String name) {
    for (var value : request.getParameters().getOrDefault(name, new String[0])) {
      try {
        new InstantType(value);
      } catch (DataFormatException | IllegalArgumentException e) {
        throw new InvalidRequestException(
            name + " is not an instant, which is as in 2026-11-02T08:55:00Z");
      }
    }
  }

  private void deidentified(RequestDetails request, String id, HttpServletResponse response)
      throws IOException {
    var who = access.who(request);
    var row = deidentified.find(id);
    if (request.getRequestType() == RequestTypeEnum.DELETE) {
      if (row.filter(DeidentifiedRows.Row::hasFiles).isPresent()) {
        access.removed(who, id);
      }
      cancelled(deidentified.cancel(id), response);
      return;
    }
    if (row.isEmpty()) {
      throw none();
    }
    var base = request.getFhirServerBase().replaceFirst("/fhir/?$", "");
    DeidentifiedAnswers.status(response, row.get(), name -> base + access.path(id, name, who));
  }

  private static ResourceNotFoundException none() {
    return new ResourceNotFoundException("There is no export of this id, or it has expired");
  }

  private void cancel(String jobId, HttpServletResponse response) throws IOException {
    cancelled(exports.cancel(jobId), response);
  }

  private void cancelled(boolean done, HttpServletResponse response) throws IOException {
    if (!done) {
      throw none();
    }
    var outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.INFORMATION)
        .setCode(IssueType.INFORMATIONAL)
        .setDiagnostics("The export is cancelled; its files are removed");
    var body = context.newJsonParser().encodeResourceToString(outcome);
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Called with every type filled in, before the export begins. */
  @Hook(Pointcut.STORAGE_PRE_INITIATE_BULK_EXPORT)
  public void begins(BulkExportJobParameters parameters) {
    parameters.getFilters().forEach(filter -> checkFilter(filter, parameters.getResourceTypes()));
  }

  private void checkFilter(String filter, List<String> types) {
    var type = filter.contains("?") ? filter.substring(0, filter.indexOf('?')) : "";
    if (!types.contains(type)) {
      throw badFilter("names no type, or one that is not exported", "begin with a type of _type");
    }
    try {
      searches.translateMatchUrl(filter, context.getResourceDefinition(type));
    } catch (BaseServerResponseException | DataFormatException | IllegalArgumentException e) {
      throw badFilter("is not a search of its type", "use search parameters of the type");
    }
  }

  private static InvalidRequestException badFilter(String rule, String remedy) {
    return new InvalidRequestException(
        "_typeFilter %s; %s, as in Observation?status=final".formatted(rule, remedy));
  }
}
