package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import org.hl7.fhir.common.hapi.validation.support.BaseValidationSupport;
import org.hl7.fhir.r4.model.CodeSystem;
import org.jspecify.annotations.Nullable;

/**
 * Says of a code whose system is known by name only, such as SNOMED CT before it is loaded, that it
 * was not checked. HAPI warns about a system it has never heard of, and passes over one that it
 * knows to be somewhere else without a word. Last in the chain: what has content answers before it.
 */
final class AbsentCodeSystems extends BaseValidationSupport {

  AbsentCodeSystems(FhirContext context) {
    super(context);
  }

  @Override
  public boolean isCodeSystemSupported(ValidationSupportContext context, String system) {
    return system != null
        && context.getRootValidationSupport().fetchCodeSystem(system) instanceof CodeSystem held
        && held.getContent() == CodeSystem.CodeSystemContentMode.NOTPRESENT;
  }

  @Override
  public @Nullable CodeValidationResult validateCode(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      String valueSetUrl) {
    if (valueSetUrl != null || !isCodeSystemSupported(context, system)) {
      return null;
    }
    var message =
        "The code %s of %s was not checked: this code system is not loaded here"
            .formatted(code, system);
    var result = new CodeValidationResult();
    result.setCode(code);
    result.setSeverity(IssueSeverity.WARNING);
    result.setMessage(message);
    result.addIssue(
        new CodeValidationIssue(
            message,
            IssueSeverity.WARNING,
            CodeValidationIssueCode.NOT_FOUND,
            CodeValidationIssueCoding.NOT_FOUND));
    return result;
  }
}
