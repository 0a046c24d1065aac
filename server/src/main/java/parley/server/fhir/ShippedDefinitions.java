package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * Keeps the definitions that came with the package as they are. The gateway scores and validates by
 * the package, so a stored copy that says something else would mislead whoever reads it.
 */
@Interceptor
public final class ShippedDefinitions implements FhirInterceptor {

  private final Set<String> ids = new HashSet<>();
  private final Set<String> canonicals = new HashSet<>();

  ShippedDefinitions(List<Resource> shipped) {
    for (var resource : shipped) {
      ids.add(resource.fhirType() + '/' + resource.getIdPart());
      if (resource instanceof MetadataResource definition) {
        canonicals.add(canonical(definition));
      }
    }
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void creating(IBaseResource resource, RequestDetails request) {
    check(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updating(IBaseResource before, IBaseResource after, RequestDetails request) {
    check(after, request);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleting(IBaseResource resource, RequestDetails request) {
    check(resource, request);
  }

  private void check(IBaseResource written, RequestDetails request) {
    if (request instanceof SystemRequestDetails) {
      return;
    }
    var id = written.fhirType() + '/' + written.getIdElement().getIdPart();
    var same =
        written instanceof MetadataResource definition
            && canonicals.contains(canonical(definition));
    if (!same && !ids.contains(id)) {
      return;
    }
    var problem =
        Problem.error(
            ProblemCode.CONTRADICTION,
            written.fhirType() + ".url",
            "this definition came with the package of the gateway and is not changed here",
            "Give a definition of your own an id and a url of its own, or this url with another"
                + " version.");
    var outcome = Outcomes.of(List.of(problem));
    outcome.getIssueFirstRep().setCode(IssueType.CONFLICT);
    throw new ResourceVersionConflictException(problem.rule(), outcome);
  }

  private static String canonical(MetadataResource definition) {
    return definition.fhirType() + ' ' + definition.getUrl() + '|' + definition.getVersion();
  }
}
