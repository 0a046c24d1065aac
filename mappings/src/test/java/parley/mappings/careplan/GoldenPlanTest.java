package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.terminology.Definitions;

/**
 * Applies the plan of every folder of {@code careplans}. {@code -Dgolden.rewrite=true} writes
 * {@code plan.json} and {@code suggestions.json} anew, to be reviewed against {@code why.md}.
 */
class GoldenPlanTest {

  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  @Test
  void theIndexListsExactlyTheFoldersThatAreThere() throws IOException {
    try (var files = Files.walk(GoldenCase.SOURCES)) {
      var found =
          files
              .filter(file -> file.endsWith("context.json"))
              .map(file -> GoldenCase.SOURCES.relativize(file.getParent()).toString())
              .map(name -> name.replace('\\', '/'))
              .sorted()
              .toList();
      assertThat(GoldenCase.all().stream().map(GoldenCase::name)).isEqualTo(found).isNotEmpty();
    }
  }

  @Test
  void everyPlanHasACourseAtEachStep() {
    var names = GoldenCase.all().stream().map(GoldenCase::name).collect(Collectors.toSet());
    for (var plan : Definitions.packaged(PlanDefinition.class)) {
      assertThat(names).contains(plan.getIdPart() + "/step-2", plan.getIdPart() + "/step-3");
    }
  }

  @TestFactory
  Stream<DynamicTest> folders() {
    return GoldenCase.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
  }

  private static void check(GoldenCase one) throws IOException {
    assertThat(Files.readString(one.folder().resolve("why.md")))
        .contains("Trait:", "Rule:", "Source:", "Must come out:");
    var definition = GoldenCase.definition(one.plan());
    assertThat(one.applied(definition)).doesNotContain("Refused");
    assertThat(one.suggestions(definition)).doesNotContain("Refused");
    expect(one, "plan.json", one.applied(definition));
    expect(one, "suggestions.json", one.suggestions(definition));
  }

  private static void expect(GoldenCase one, String file, String actual) throws IOException {
    var expected = one.folder().resolve(file);
    if (REWRITE) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }
}
