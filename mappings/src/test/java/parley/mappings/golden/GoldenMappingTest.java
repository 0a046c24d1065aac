package parley.mappings.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.golden.GoldenCase.Expected;
import parley.terminology.PackagedTerminology;

/**
 * Runs every golden folder through the mappings. {@code -Dgolden.rewrite=true} writes the {@code
 * bundle.json} files anew, to be reviewed against each {@code why.md} in the diff; it never writes
 * problems or warnings, which are the specification.
 */
class GoldenMappingTest {

  private static final Path SOURCES = Path.of("src", "test", "resources", "golden");
  private static final Set<String> FILES =
      Set.of(
          "in.hl7",
          "in.json",
          "in.xml",
          "headers.json",
          "why.md",
          "sender.json",
          "bundle.json",
          "problems.json",
          "warnings.json");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  private final Mappings mappings = new Mappings(PackagedTerminology.packaged());

  @Test
  void theIndexListsExactlyTheFoldersThatAreThere() throws IOException {
    assertThat(GoldenCase.names())
        .isEqualTo(GoldenFolders.twoDeep(SOURCES))
        .hasSizeGreaterThanOrEqualTo(48);
  }

  @Test
  void atLeastEighteenCasesAreBadMessages() {
    assertThat(GoldenCase.all().stream().filter(GoldenCase::isRejection).count())
        .isGreaterThanOrEqualTo(18);
  }

  @TestFactory
  Stream<DynamicTest> folders() {
    return GoldenCase.names().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private void check(String name) throws IOException {
    var golden = GoldenCase.read(name);
    isWhole(golden);
    var result = mappings.map(golden.inbound());
    if (result instanceof MappingResult.Rejected rejected) {
      assertThat(golden.problems())
          .as("rejected, but this folder expects a record: %s", rejected.problems())
          .isPresent();
      assertThat(compared(rejected.problems())).isEqualTo(golden.problems().orElseThrow());
      holdNoPatientValue(golden, rejected.problems());
    } else if (result instanceof MappingResult.Mapped mapped) {
      assertThat(golden.problems()).as("mapped, but this folder expects a rejection").isEmpty();
      assertThat(compared(mapped.warnings())).isEqualTo(golden.warnings());
      holdNoPatientValue(golden, mapped.warnings());
      isInOrder(mapped.bundle());
      matches(golden, GoldenRendering.render(mapped.bundle()));
    }
  }

  private static void matches(GoldenCase golden, String rendered) throws IOException {
    if (REWRITE) {
      Files.writeString(SOURCES.resolve(golden.name()).resolve("bundle.json"), rendered);
      return;
    }
    assertThat(golden.bundle()).as("no bundle.json; run with -Dgolden.rewrite=true").isPresent();
    assertThat(rendered).isEqualTo(golden.bundle().orElseThrow());
  }

  private static void isWhole(GoldenCase golden) throws IOException {
    var folder = SOURCES.resolve(golden.name());
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(FILES);
    }
    assertThat(golden.why().lines().toList()).hasSizeBetween(3, 8);
    assertThat(golden.why()).contains("Trait:", "Rule:", "Source:", "Must come out:");
    if (golden.isRejection()) {
      assertThat(golden.problems().orElseThrow()).isNotEmpty();
      assertThat(golden.bundle()).as("a rejection has no bundle.json").isEmpty();
      assertThat(golden.warnings()).as("a rejection has no warnings.json").isEmpty();
    } else if (!REWRITE) {
      assertThat(golden.bundle()).as("a record needs bundle.json").isPresent();
    }
  }

  /** Every entry has its id, no two write the same, and references point back, not forward. */
  private static void isInOrder(RecordBundle bundle) {
    var written = new HashSet<String>();
    for (var entry : bundle.entries()) {
      if (entry instanceof RecordBundle.Write write) {
        var resource = write.resource();
        assertThat(resource.getIdPart()).as(resource.fhirType()).isNotBlank();
        for (var reference : GoldenReferences.of(resource)) {
          if (target(reference).startsWith("Slot/")) {
            continue; // published by Parley, and held by the store alone
          }
          assertThat(written)
              .as("referred to by %s", resource.fhirType())
              .contains(target(reference));
        }
        assertThat(written.add(resource.fhirType() + '/' + resource.getIdPart()))
            .as("written once: %s", resource.fhirType())
            .isTrue();
      }
    }
    for (var person : bundle.people()) {
      assertThat(written).contains("Patient/" + person.id());
    }
  }

  private static String target(Reference reference) {
    return reference.getReferenceElement().toUnqualifiedVersionless().getValue();
  }

  private static List<Expected> compared(List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                new Expected(problem.code().name(), problem.severity().name(), problem.location()))
        .toList();
  }

  /** What a FHIR message says of the person, in JSON and in XML. */
  private static final Pattern FHIR_VALUE =
      Pattern.compile(
          "\"(?:family|value|birthDate|postalCode|city|text)\"\\s*:\\s*\"([^\"]+)\""
              + "|<(?:family|value|birthDate|postalCode|city|text) value=\"([^\"]+)\"");

  private static Stream<String> values(GoldenCase golden) {
    var text = new String(golden.bytes(), StandardCharsets.ISO_8859_1);
    return golden.isHl7()
        ? Arrays.stream(text.split("[\r\n]"))
            .filter(line -> line.startsWith("PID|"))
            .flatMap(line -> Arrays.stream(line.substring(4).split("[|^~]")))
        : FHIR_VALUE
            .matcher(text)
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1));
  }

  private static void holdNoPatientValue(GoldenCase golden, List<Problem> problems) {
    var values =
        values(golden)
            .map(String::strip)
            .filter(value -> value.length() > 4)
            .collect(Collectors.toSet());
    for (var problem : problems) {
      for (var value : values) {
        assertThat(problem.rule() + ' ' + problem.remedy()).doesNotContain(value);
      }
      assertThat(problem.rule()).isNotBlank();
      assertThat(problem.remedy()).isNotBlank();
    }
  }
}
