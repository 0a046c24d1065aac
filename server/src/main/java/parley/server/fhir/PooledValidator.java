package parley.server.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.validation.IValidationContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerOld;
import org.hl7.fhir.utilities.i18n.I18nConstants;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;

/**
 * HAPI's instance validator, made once for each thread at work instead of once for each resource: a
 * new one reads lists of its own that take it longer than the validation itself (measured: about 26
 * ms against 5 to 10). One instance clears what it holds of a resource when it begins the next.
 */
final class PooledValidator extends FhirInstanceValidator {

  /** What the stock module drops as well: bindings without a value set to look in. */
  private static final String DROPPED = I18nConstants.TERMINOLOGY_TX_BINDING_NOSOURCE;

  private final Queue<InstanceValidator> idle = new ConcurrentLinkedQueue<>();
  private final AtomicInteger generation = new AtomicInteger();

  /** A validator with the settings and definitions of HAPI's own module. */
  PooledValidator(FhirInstanceValidator stock) {
    super(stock.getValidationSupport());
    var worker = stock.getWorkerContext();
    if (worker == null) {
      // Now, because two threads that both find none would make two.
      provideWorkerContext();
    } else {
      setWrappedWorkerContext(stock.getValidationSupport(), worker);
    }
    setAnyExtensionsAllowed(stock.isAnyExtensionsAllowed());
    setErrorForUnknownProfiles(stock.isErrorForUnknownProfiles());
    setNoTerminologyChecks(stock.isNoTerminologyChecks());
    setNoExtensibleWarnings(stock.isNoExtensibleWarnings());
    setNoBindingMsgSuppressed(stock.isNoBindingMsgSuppressed());
    setCustomExtensionDomains(stock.getExtensionDomains());
    setValidatorResourceFetcher(stock.getValidatorResourceFetcher());
    setValidatorPolicyAdvisor(stock.getValidatorPolicyAdvisor());
    setAssumeValidRestReferences(stock.isAssumeValidRestReferences());
    setAllowExamples(stock.isAllowExamples());
    if (stock.getBestPracticeWarningLevel() != null) {
      setBestPracticeWarningLevel(stock.getBestPracticeWarningLevel());
    }
  }

  /** After a change of a definition: nothing is used again that may remember the old one. */
  void forget() {
    generation.incrementAndGet();
    idle.clear();
    invalidateCaches();
  }

  @Override
  protected List<ValidationMessage> validate(IValidationContext<?> context) {
    if (context.getResourceAsStringEncoding() != EncodingEnum.JSON) {
      return super.validate(context);
    }
    var began = generation.get();
    var pooled = idle.poll();
    var validator = pooled == null ? build() : pooled;
    var messages = validate(validator, context);
    // One that threw is not given back: what state it is in nobody knows.
    if (began == generation.get()) {
      idle.add(validator);
    }
    return messages;
  }

  private List<ValidationMessage> validate(
      InstanceValidator validator, IValidationContext<?> context) {
    var messages = new ArrayList<ValidationMessage>();
    var profiles = new ArrayList<StructureDefinition>();
    for (var url : profiles(context)) {
      var profile = provideWorkerContext().fetchResource(StructureDefinition.class, url);
      if (profile == null) {
        messages.add(unknownProfile(url));
      } else {
        profiles.add(profile);
      }
    }
    validator.validate(
        context.getOptions().getAppContext(),
        messages,
        new ByteArrayInputStream(context.getResourceAsString().getBytes(StandardCharsets.UTF_8)),
        FhirFormat.JSON,
        profiles);
    messages.removeIf(message -> DROPPED.equals(message.getMessageId()));
    messages.stream().filter(this::isUnknownProfile).forEach(PooledValidator::makeError);
    return messages;
  }

  /** The profiles asked for and those that the resource claims. */
  private static Set<String> profiles(IValidationContext<?> context) {
    var profiles = new LinkedHashSet<>(context.getOptions().getProfiles());
    if (context.getResource() instanceof IBaseResource resource) {
      resource.getMeta().getProfile().forEach(claimed -> profiles.add(claimed.getValue()));
    }
    return profiles;
  }

  private static ValidationMessage unknownProfile(String url) {
    var message = new ValidationMessage();
    message.setMessageId(I18nConstants.VALIDATION_VAL_PROFILE_UNKNOWN);
    message.setLevel(ValidationMessage.IssueSeverity.ERROR);
    message.setMessage("The profile " + url + " is not known here");
    return message;
  }

  private boolean isUnknownProfile(ValidationMessage message) {
    return isErrorForUnknownProfiles()
        && message.getLevel() == ValidationMessage.IssueSeverity.WARNING
        && Set.of(
                I18nConstants.VALIDATION_VAL_PROFILE_UNKNOWN,
                I18nConstants.VALIDATION_VAL_PROFILE_UNKNOWN_NOT_POLICY)
            .contains(String.valueOf(message.getMessageId()));
  }

  private static void makeError(ValidationMessage message) {
    message.setLevel(ValidationMessage.IssueSeverity.ERROR);
  }

  private InstanceValidator build() {
    var worker = provideWorkerContext();
    var validator =
        new InstanceValidator(
            worker,
            new NullEvaluationContext(),
            new XVerExtensionManagerOld(worker),
            new ValidatorSession(),
            new ValidatorSettings());
    validator.setAssumeValidRestReferences(isAssumeValidRestReferences());
    validator.setBestPracticeWarningLevel(getBestPracticeWarningLevel());
    validator.setAnyExtensionsAllowed(isAnyExtensionsAllowed());
    validator.setResourceIdRule(IdStatus.OPTIONAL);
    validator.setNoTerminologyChecks(isNoTerminologyChecks());
    validator.setErrorForUnknownProfiles(isErrorForUnknownProfiles());
    validator.setUnknownCodeSystemsCauseErrors(true);
    validator.getExtensionDomains().addAll(getExtensionDomains());
    validator.setFetcher(getValidatorResourceFetcher());
    validator.setPolicyAdvisor(getValidatorPolicyAdvisor());
    validator.setNoExtensibleWarnings(isNoExtensibleWarnings());
    validator.setNoBindingMsgSuppressed(isNoBindingMsgSuppressed());
    validator.setAllowExamples(isAllowExamples());
    validator.setAllowXsiLocation(true);
    return validator;
  }
}
