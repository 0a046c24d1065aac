package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.RecordBundle;
import parley.mappings.golden.GoldenCase;
import parley.terminology.Guide;
import parley.terminology.PackagedTerminology;
import parley.terminology.scale.Scales;

/**
 * What the mappings make conforms to UK Core. Needs the UK Core package in {@code
 * ../shared/fhir-packages} beside the repository, and is skipped, saying so, where it is not there.
 */
class UkCoreTest {

  private static final Path PACKAGES = Path.of("..", "..", "shared", "fhir-packages");
  private static RecordValidator validator;

  private static synchronized RecordValidator validator() {
    assumeTrue(
        Files.isDirectory(PACKAGES),
        "the UK Core package is not in ../shared/fhir-packages beside the repository");
    if (validator == null) {
      var context = FhirContext.forR4Cached();
      var packages = FhirPackages.read(PACKAGES.toString(), context);
      var unknown = new UnknownCodeSystemWarningValidationSupport(context);
      var guide = Guide.packaged();
      var own = new PrePopulatedValidationSupport(context);
      guide.resources().forEach(own::addResource);
      var chain =
          new ValidationSupportChain(
              own,
              packages.support(),
              new DefaultProfileValidationSupport(context),
              new CommonCodeSystemsTerminologyService(context),
              new InMemoryTerminologyServerValidationSupport(context),
              unknown);
      assertThat(packages.profiles())
          .contains("https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient");
      validator =
          new RecordValidator(
              context,
              new FhirInstanceValidator(chain),
              packages.profiles(),
              new GuideProfiles(guide.profiles(), Scales.packaged()));
    }
    return validator;
  }

  @TestFactory
  Stream<DynamicTest> goldenMessagesConform() {
    var mappings = new Mappings(PackagedTerminology.packaged());
    return GoldenCase.all().stream()
        .filter(golden -> !golden.isRejection())
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> conforms(mappings, golden)));
  }

  private static void conforms(Mappings mappings, GoldenCase golden) {
    var mapped = (MappingResult.Mapped) mappings.map(golden.inbound());
    for (var entry : mapped.bundle().entries()) {
      if (entry instanceof RecordBundle.Write write) {
        assertThat(validator().check(write.resource())).isEmpty();
      }
    }
  }

  @Test
  void aPatientThatBreaksUkCoreIsFound() {
    var patient = new Patient();
    // UKCore-Patient: an NHS number identifier needs a value.
    patient.addIdentifier().setSystem("https://fhir.nhs.uk/Id/nhs-number");
    assertThat(validator().errors(patient).getIssue()).isNotEmpty();
  }
}
