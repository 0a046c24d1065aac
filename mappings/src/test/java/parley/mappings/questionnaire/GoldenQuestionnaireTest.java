package parley.mappings.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.mappings.golden.GoldenFolders;
import parley.terminology.PackagedTerminology;

/**
 * Runs every folder of {@code questionnaires} through the scoring. {@code -Dgolden.rewrite=true}
 * writes {@code scores.json} anew, to be reviewed against {@code why.md}; it never writes problems.
 */
class GoldenQuestionnaireTest {

  private static final Path SOURCES = Path.of("src", "test", "resources", "questionnaires");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
  private static final Set<String> FILES =
      Set.of("response.json", "scores.json", "problems.json", "why.md");

  private final Questionnaires questionnaires =
      Questionnaires.packaged(PackagedTerminology.packaged());

  @Test
  void theIndexListsExactlyTheFoldersThatAreThere() throws IOException {
    assertThat(names()).isEqualTo(GoldenFolders.twoDeep(SOURCES));
  }

  @Test
  void everyQuestionnaireHasAFolder() throws IOException {
    var covered = names().stream().map(name -> name.split("/")[0]).collect(Collectors.toSet());
    assertThat(questionnaires.urls())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(covered).contains(url.substring(url.lastIndexOf('/') + 1)));
  }

  @TestFactory
  Stream<DynamicTest> folders() throws IOException {
    return names().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private void check(String name) throws IOException {
    var folder = SOURCES.resolve(name);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(FILES);
    }
    assertThat(Files.readString(folder.resolve("why.md")))
        .contains("Trait:", "Rule:", "Source:", "Must come out:");
    var assessment = questionnaires.assess(response(folder));
    if (assessment instanceof Assessment.Refused refused) {
      assertThat(folder.resolve("problems.json")).as("%s", refused.problems()).exists();
      assertThat(folder.resolve("scores.json")).doesNotExist();
      assertThat(GoldenFolders.lines(refused.problems())).isEqualTo(GoldenFolders.problems(folder));
      assertThat(refused.problems())
          .allSatisfy(
              problem -> {
                assertThat(problem.rule()).isNotBlank();
                assertThat(problem.remedy()).isNotBlank();
              });
      return;
    }
    assertThat(folder.resolve("problems.json")).doesNotExist();
    var rendered = AssessmentRendering.render(assessment);
    if (REWRITE) {
      Files.writeString(folder.resolve("scores.json"), rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(folder.resolve("scores.json")));
  }

  private static List<String> names() throws IOException {
    return Files.readAllLines(SOURCES.resolve("index.txt"));
  }

  private static QuestionnaireResponse response(Path folder) throws IOException {
    var parser = FhirContext.forR4Cached().newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    return parser.parseResource(
        QuestionnaireResponse.class, Files.readString(folder.resolve("response.json")));
  }
}
