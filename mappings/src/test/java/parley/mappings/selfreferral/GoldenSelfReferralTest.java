package parley.mappings.selfreferral;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;
import parley.mappings.golden.GoldenFolders;
import parley.mappings.golden.GoldenRendering;
import parley.mappings.questionnaire.Questionnaires;
import parley.terminology.PackagedTerminology;

/**
 * Runs every folder of {@code self-referrals} through the mapping. {@code -Dgolden.rewrite=true}
 * writes {@code bundle.json} anew, to be reviewed against {@code why.md}; it never writes problems.
 */
class GoldenSelfReferralTest {

  private static final Path SOURCES = Path.of("src", "test", "resources", "self-referrals");
  private static final String AUTHORED = "QuestionnaireResponse.authored";
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
  private static final Instant RECEIVED = Instant.parse("2026-11-02T00:30:00Z");

  private final PackagedTerminology terminology = PackagedTerminology.packaged();
  private final SelfReferrals referrals =
      new SelfReferrals(Questionnaires.packaged(terminology), terminology);

  @Test
  void theIndexListsExactlyTheFoldersThatAreThere() throws IOException {
    try (var folders = Files.list(SOURCES)) {
      assertThat(
              folders
                  .filter(Files::isDirectory)
                  .map(it -> it.getFileName().toString())
                  .sorted()
                  .toList())
          .isEqualTo(names());
    }
  }

  @TestFactory
  Stream<DynamicTest> folders() throws IOException {
    return names().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private void check(String name) throws IOException {
    var folder = SOURCES.resolve(name);
    assertThat(Files.readString(folder.resolve("why.md")))
        .contains("Trait:", "Rule:", "Source:", "Must come out:");
    var result = referrals.map(response(name), RECEIVED, Identity.unknown());
    if (result instanceof SelfReferralResult.Refused refused) {
      assertThat(folder.resolve("problems.json")).as("%s", refused.problems()).exists();
      assertThat(GoldenFolders.lines(refused.problems())).isEqualTo(GoldenFolders.problems(folder));
      assertThat(refused.problems())
          .allSatisfy(
              problem ->
                  assertThat(problem.rule() + problem.remedy())
                      .isNotBlank()
                      .doesNotContain("9990080012", "nowhere", "at home", "welsh", "2030"));
      return;
    }
    assertThat(folder.resolve("problems.json")).doesNotExist();
    var whole = ((SelfReferralResult.Mapped) result).whole();
    var rendered = GoldenRendering.render(whole);
    if (REWRITE) {
      Files.writeString(folder.resolve("bundle.json"), rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(folder.resolve("bundle.json")));
    everyTargetComesFirst(whole);
  }

  private static void everyTargetComesFirst(RecordBundle whole) {
    var seen = new HashSet<String>();
    for (var write : writes(whole)) {
      seen.add(write.resource().fhirType() + '/' + write.resource().getIdElement().getIdPart());
      FhirContext.forR4Cached()
          .newTerser()
          .getAllPopulatedChildElementsOfType(write.resource(), Reference.class)
          .stream()
          .map(Reference::getReference)
          .filter(it -> it != null)
          .forEach(it -> assertThat(seen).contains(it));
    }
  }

  @Test
  void thePersonIsWhoTheStoreSaysAndTheirConditionsAreTheirs() throws IOException {
    var known =
        mapped(referrals.map(response("full"), RECEIVED, new Identity(Optional.of("held"), true)));
    assertThat(known.response().getSubject().getReference()).isEqualTo("Patient/held");
    assertThat(GoldenRendering.render(known.whole()))
        .doesNotContain(
            mapped(referrals.map(response("full"), RECEIVED, Identity.unknown()))
                .person()
                .people()
                .get(0)
                .id());
  }

  @Test
  void aNumberThatLedToSomebodyElseIsNotUsedAndAPersonIsAsked() throws IOException {
    var doubted =
        mapped(referrals.map(response("full"), RECEIVED, new Identity(Optional.empty(), false)));
    assertThat(doubted.person().people().get(0).identifiers())
        .noneMatch(key -> key.value().equals("9990080011"));
    assertThat(resources(doubted.whole(), Patient.class).get(0).getIdentifierFirstRep().getValue())
        .isNotEqualTo("9990080011");
    assertThat(resources(doubted.whole(), Task.class))
        .filteredOn(task -> task.getCode().getCodingFirstRep().getCode().equals("possible-match"))
        .singleElement()
        .satisfies(
            task ->
                assertThat(task.getDescription())
                    .startsWith("The NHS number of the form is held by somebody")
                    .doesNotContain("No NHS number", "9990080011"));
  }

  @Test
  void aFormOfLongAgoIsTakenAndTold() throws IOException {
    var form = response("full");
    var written = form.getAuthored().toInstant();
    var soon = mapped(referrals.map(form, written.plus(Duration.ofDays(90)), Identity.unknown()));
    assertThat(soon.warnings()).extracting(Problem::location).doesNotContain(AUTHORED);
    var late = mapped(referrals.map(form, written.plus(Duration.ofDays(91)), Identity.unknown()));
    assertThat(late.warnings()).extracting(Problem::location).contains(AUTHORED);
  }

  @Test
  void scoresRestOnTheirOwnResponsesAndNameTheCourse() throws IOException {
    var whole = mapped(referrals.map(response("full"), RECEIVED, Identity.unknown())).whole();
    var scores =
        resources(whole, Observation.class).stream().filter(Observation::hasValueQuantity).toList();
    assertThat(scores)
        .extracting(score -> score.getValueQuantity().getValue().intValue())
        .contains(12, 10);
    assertThat(scores)
        .allSatisfy(
            score -> {
              assertThat(score.getExtension()).isNotEmpty();
              assertThat(score.getDerivedFromFirstRep().getReference())
                  .startsWith("QuestionnaireResponse/");
              assertThat(score.getBasedOnFirstRep().getReference()).startsWith("ServiceRequest/");
            });
  }

  private static SelfReferralResult.Mapped mapped(SelfReferralResult result) {
    assertThat(result).isInstanceOf(SelfReferralResult.Mapped.class);
    return (SelfReferralResult.Mapped) result;
  }

  private static List<Write> writes(RecordBundle bundle) {
    return bundle.entries().stream()
        .map(Write.class::cast)
        .filter(write -> !(write.when() instanceof RecordBundle.When.Present))
        .toList();
  }

  private static <T> List<T> resources(RecordBundle bundle, Class<T> type) {
    return writes(bundle).stream()
        .map(Write::resource)
        .filter(type::isInstance)
        .map(type::cast)
        .collect(Collectors.toList());
  }

  private static List<String> names() throws IOException {
    return Files.readAllLines(SOURCES.resolve("index.txt"));
  }

  static QuestionnaireResponse response(String name) throws IOException {
    var parser = FhirContext.forR4Cached().newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    return parser.parseResource(
        QuestionnaireResponse.class,
        Files.readString(SOURCES.resolve(name).resolve("response.json")));
  }
}
