package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.settings.InvalidSettings;

/** FHIR packages read from the operator's disk; nothing is ever fetched. */
final class FhirPackages {

  private static final Logger LOG = LoggerFactory.getLogger(FhirPackages.class);

  private final PrePopulatedValidationSupport support;

  private FhirPackages(PrePopulatedValidationSupport support) {
    this.support = support;
  }

  /**
   * Reads every {@code .tgz} of a folder.
   *
   * @param folder the folder, empty for no packages
   * @throws InvalidSettings when the folder or a package cannot be read
   */
  static FhirPackages read(String folder, FhirContext context) {
    var support = new PrePopulatedValidationSupport(context);
    if (!folder.isBlank()) {
      try (var files = Files.list(Path.of(folder))) {
        for (var file : files.filter(path -> path.toString().endsWith(".tgz")).sorted().toList()) {
          add(file, context, support);
        }
      } catch (IOException e) {
        throw new InvalidSettings(
            "parley.packages: the folder of FHIR packages, or a package in it, cannot be read");
      }
    }
    return new FhirPackages(support);
  }

  private static void add(Path file, FhirContext context, PrePopulatedValidationSupport support)
      throws IOException {
    try (var stream = Files.newInputStream(file)) {
      var npm = NpmPackage.fromPackage(stream);
      var parser = context.newJsonParser();
      parser.setParserErrorHandler(new LenientErrorHandler(false));
      var count = 0;
      for (var name : npm.listResources("StructureDefinition", "ValueSet", "CodeSystem")) {
        try (var resource = npm.load("package", name)) {
          support.addResource(
              parser.parseResource(new String(resource.readAllBytes(), StandardCharsets.UTF_8)));
          count++;
        }
      }
      LOG.info("FHIR package {} {}: {} artefacts", npm.name(), npm.version(), count);
    }
  }

  PrePopulatedValidationSupport support() {
    return support;
  }

  /** Canonical URLs of the profiles read. */
  Set<String> profiles() {
    List<StructureDefinition> definitions = support.fetchAllStructureDefinitions();
    return definitions.stream().map(StructureDefinition::getUrl).collect(Collectors.toSet());
  }
}
