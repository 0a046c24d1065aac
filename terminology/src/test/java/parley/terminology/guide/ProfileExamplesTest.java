package parley.terminology.guide;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.terminology.Guide;

/** Each profile takes its valid example, and refuses each bad one for the reason stated. */
class ProfileExamplesTest {

  private static final FhirValidator VALIDATOR = validator();

  @Test
  void everyProfileHasAValidAndABadExample() throws IOException {
    for (var profile : Guide.packaged().profiles()) {
      var folder = examples().resolve(profile.getIdPart());
      assertThat(folder.resolve("valid.json")).exists();
      try (var files = Files.list(folder)) {
        assertThat(files.filter(file -> file.getFileName().toString().startsWith("bad-")))
            .as(profile.getIdPart())
            .isNotEmpty();
      }
    }
  }

  @TestFactory
  List<DynamicTest> examplesAreJudgedAsTheyShouldBe() throws IOException {
    var reasons = new Properties();
    try (var in = Files.newInputStream(examples().resolve("reasons.properties"))) {
      reasons.load(in);
    }
    try (Stream<Path> files = Files.walk(examples())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> DynamicTest.dynamicTest(name(file), () -> judge(file, reasons)))
          .toList();
    }
  }

  private static void judge(Path file, Properties reasons) throws IOException {
    var errors =
        VALIDATOR.validateWithResult(Files.readString(file)).getMessages().stream()
            .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
            .map(SingleValidationMessage::toString)
            .toList();
    if (name(file).endsWith("/valid")) {
      assertThat(errors).isEmpty();
    } else {
      var reason = reasons.getProperty(name(file));
      assertThat(reason).as("reason of " + name(file)).isNotNull();
      assertThat(errors).isNotEmpty().anyMatch(error -> error.contains(reason));
    }
  }

  private static String name(Path file) {
    return file.getParent().getFileName()
        + "/"
        + file.getFileName().toString().replace(".json", "");
  }

  private static Path examples() {
    try {
      return Path.of(ProfileExamplesTest.class.getResource("/parley/terminology/examples").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FhirValidator validator() {
    var fhir = FhirContext.forR4Cached();
    var own = new PrePopulatedValidationSupport(fhir);
    Guide.packaged().resources().forEach(own::addResource);
    var unknown = new UnknownCodeSystemWarningValidationSupport(fhir);
    unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
    var support =
        new ValidationSupportChain(
            own,
            new DefaultProfileValidationSupport(fhir),
            new CommonCodeSystemsTerminologyService(fhir),
            new InMemoryTerminologyServerValidationSupport(fhir),
            unknown);
    return fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
  }
}
