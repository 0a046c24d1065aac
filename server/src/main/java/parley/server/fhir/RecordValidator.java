package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.util.ResourceUtil;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * The one validator: base R4, the profiles a resource claims, those of Parley's own that it
 * matches, and the UK Core profile of its type when that package is loaded.
 */
public final class RecordValidator {

  private final FhirContext context;
  private final FhirValidator validator;
  private final Set<String> ukCoreProfiles;
  private final GuideProfiles guide;

  /**
   * A validator over HAPI's instance validator.
   *
   * @param guide the profiles of Parley's own that a resource may match
   * @param ukCoreProfiles canonical URLs of the loaded UK Core profiles, empty without the package
   */
  public RecordValidator(
      FhirContext context,
      IInstanceValidatorModule module,
      Set<String> ukCoreProfiles,
      GuideProfiles guide) {
    this.context = context;
    this.validator = new FhirValidator(context);
    validator.registerValidatorModule(module);
    this.ukCoreProfiles = Set.copyOf(ukCoreProfiles);
    this.guide = guide;
  }

  /**
   * What is wrong with a record made of a message, without its values; empty when it conforms. The
   * profiles it matches without claiming them are left out: a message says what its sender knows,
   * and a referral is not to be lost because a score in it has no date.
   */
  List<Problem> check(Resource resource) {
    return errorMessages(resource, Set.of()).stream().map(RecordValidator::problem).toList();
  }

  /** Every error of a resource as an OperationOutcome; without issues when there is none. */
  public OperationOutcome errors(Resource resource) {
    var outcome = new OperationOutcome();
    for (var message : errorMessages(resource, guide.of(resource))) {
      outcome
          .addIssue()
          .setSeverity(OperationOutcome.IssueSeverity.ERROR)
          .setCode(OperationOutcome.IssueType.PROCESSING)
          .setDiagnostics(message.getMessage())
          .addExpression(message.getLocationString());
    }
    return outcome;
  }

  private List<SingleValidationMessage> errorMessages(Resource resource, Set<String> matched) {
    var options = new ValidationOptions();
    var profile = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-" + resource.fhirType();
    if (ukCoreProfiles.contains(profile)) {
      options.addProfile(profile);
    }
    matched.forEach(options::addProfile);
    // Otherwise the text as it was sent would be validated, and not the resource as it is now.
    ResourceUtil.addRawDataToResource(
        resource, EncodingEnum.JSON, context.newJsonParser().encodeResourceToString(resource));
    return validator.validateWithResult(resource, options).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .toList();
  }

  /** The validator's words may quote the value; its message id and the element may not. */
  private static Problem problem(SingleValidationMessage message) {
    return Problem.error(
        ProblemCode.PROFILE,
        Objects.requireNonNullElse(message.getLocationString(), "MSG"),
        "the record made of the message breaks a rule of its profile ("
            + Objects.requireNonNullElse(message.getMessageId(), "unnamed rule")
            + ")",
        "compare the element with its profile; if the message is right, tell the operator");
  }
}
