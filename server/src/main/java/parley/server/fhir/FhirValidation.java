package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.jpa.validation.JpaValidationSupportChain;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import parley.server.settings.GatewaySettings;

/** The validator and what it knows. */
@Configuration(proxyBeanMethods = false)
public class FhirValidation {

  @Bean
  FhirPackages fhirPackages(
      GatewaySettings settings, FhirContext context, JpaValidationSupportChain chain) {
    var packages = FhirPackages.read(settings.packages(), context);
    chain.addValidationSupport(0, packages.support());
    return packages;
  }

  @Bean
  RecordValidator recordValidator(
      FhirContext context, IInstanceValidatorModule module, FhirPackages packages) {
    return new RecordValidator(context, module, packages.profiles());
  }

  @Bean
  KnownShapes profileCheck(RecordValidator validator) {
    return new KnownShapes(validator);
  }

  @Bean
  WriteValidation writeValidation(RecordValidator validator) {
    return new WriteValidation(validator);
  }

  /** Named so that the readiness group finds it as {@code validator}. */
  @Bean
  ValidatorWarmUp validatorHealthIndicator(
      RecordValidator validator, DefaultProfileValidationSupport definitions) {
    return new ValidatorWarmUp(validator, definitions);
  }
}
