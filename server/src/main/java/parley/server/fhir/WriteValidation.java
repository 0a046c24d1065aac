package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;

/**
 * Validates every resource written through the endpoint, as it will be stored: creates, updates,
 * patches, and each entry of a batch or transaction on its own. All errors are listed in a 422.
 */
@Interceptor
public final class WriteValidation implements FhirInterceptor {

  private final RecordValidator validator;
  private final List<RecordRule> rules;

  public WriteValidation(RecordValidator validator, List<RecordRule> rules) {
    this.validator = validator;
    this.rules = List.copyOf(rules);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    validate(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    validate(after, request);
  }

  private void validate(IBaseResource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails) {
      return; // the gateway's own records pass the profile check on their way to the store
    }
    var outcome = errors((Resource) resource);
    if (outcome.hasIssue()) {
      throw new UnprocessableEntityException(
          "The resource does not conform to its profile or its rules",
          BundleEntries.named(outcome, resource, request));
    }
  }

  /**
   * Brings a resource into the form it is stored in and says every error of it; without issues when
   * there is none.
   */
  public OperationOutcome errors(Resource resource) {
    rules.forEach(rule -> rule.settle(resource));
    var outcome = validator.errors(resource);
    rules.forEach(rule -> rule.check(resource).forEach(problem -> Outcomes.add(outcome, problem)));
    return outcome;
  }
}
