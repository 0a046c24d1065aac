package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.jpa.validation.JpaValidationSupportChain;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import parley.mappings.narrative.NarrativeRule;
import parley.server.settings.GatewaySettings;
import parley.terminology.Guide;
import parley.terminology.scale.Scales;

/** The validator and what it knows. */
@Configuration(proxyBeanMethods = false)
public class FhirValidation {

  /** HAPI declares its own under a name that others look it up by. */
  @Bean
  static BeanPostProcessor baseDefinitions() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DefaultProfileValidationSupport stock
            ? new BaseDefinitions(stock.getFhirContext())
            : bean;
      }
    };
  }

  @Bean
  FhirPackages fhirPackages(
      GatewaySettings settings, FhirContext context, JpaValidationSupportChain chain) {
    var packages = FhirPackages.read(settings.packages(), context);
    chain.addValidationSupport(0, packages.support());
    return packages;
  }

  /** Parley's own definitions, with snapshots, before what the store holds. */
  @Bean
  GuideProfiles guideProfiles(FhirContext context, JpaValidationSupportChain chain) {
    var guide = Guide.packaged();
    var support = new PrePopulatedValidationSupport(context);
    guide.resources().forEach(support::addResource);
    chain.addValidationSupport(0, support);
    chain.addValidationSupport(0, new PackagedValueSets(context, guide.resources()));
    chain.addValidationSupport(new AbsentCodeSystems(context));
    return new GuideProfiles(guide.profiles(), Scales.packaged());
  }

  @Bean
  RecordValidator recordValidator(
      FhirContext context,
      IInstanceValidatorModule module,
      FhirPackages packages,
      GuideProfiles guide) {
    return new RecordValidator(context, module, packages.profiles(), guide);
  }

  @Bean
  KnownShapes profileCheck(RecordValidator validator) {
    return new KnownShapes(validator);
  }

  @Bean
  NarrativeCheck narrativeCheck(FhirContext context) {
    return new NarrativeCheck(new NarrativeRule(context));
  }

  @Bean
  WriteValidation writeValidation(RecordValidator validator, List<RecordRule> rules) {
    return new WriteValidation(validator, rules);
  }

  /** Named so that the readiness group finds it as {@code validator}. */
  @Bean
  ValidatorWarmUp validatorHealthIndicator(
      WriteValidation validation, DefaultProfileValidationSupport definitions) {
    return new ValidatorWarmUp(validation, definitions);
  }
}
