package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
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

  @Test
  void everyOptionOfEveryPlanIsChosenInACourse() throws IOException {
    assertThat(neverChosen(GoldenCase.all())).isEmpty();
    var without =
        GoldenCase.all().stream()
            .filter(one -> !one.name().equals("depression/high-couple-therapy"))
            .toList();
    assertThat(neverChosen(without)).containsExactly("depression/high-couple-therapy");
  }

  /** Therapies of the shipped plans that are no activity of any expected plan. */
  private static List<String> neverChosen(List<GoldenCase> cases) throws IOException {
    var chosen = new HashSet<String>();
    for (var one : cases) {
      var json = Files.readString(one.folder().resolve("plan.json"));
      var plan = GoldenCase.parser().parseResource(CarePlan.class, json);
      plan.getActivity().forEach(activity -> chosen.add(one.plan() + '/' + activity.getId()));
    }
    var options = new ArrayList<String>();
    for (var plan : Definitions.packaged(PlanDefinition.class)) {
      options(plan.getAction()).forEach(id -> options.add(plan.getIdPart() + '/' + id));
    }
    assertThat(options).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    options.removeAll(chosen);
    return options;
  }

  private static Stream<String> options(List<PlanDefinitionActionComponent> actions) {
    return actions.stream()
        .flatMap(
            action ->
                action.hasAction()
                    ? options(action.getAction())
                    : ActionSelection.therapy(action).map(code -> action.getId()).stream());
  }

  @Test
  void aTherapyThatWasAskedForIsTheOnlyOneOfItsPlanAndTheOthersAreNamed() throws IOException {
    var asked =
        GoldenCase.all().stream().filter(one -> one.context().therapy().isPresent()).toList();
    assertThat(asked).hasSizeGreaterThan(60);
    for (var one : asked) {
      var json = Files.readString(one.folder().resolve("plan.json"));
      var plan = GoldenCase.parser().parseResource(CarePlan.class, json);
      var therapies =
          plan.getActivity().stream()
              .flatMap(it -> new PlanActivity(it).therapies().stream())
              .toList();
      assertThat(therapies).as(one.name()).containsExactly(one.context().therapy().orElseThrow());
      // A course that is named for its option is one of several; others may be the only one.
      if (plan.getActivity().stream().anyMatch(it -> one.name().endsWith('/' + it.getId()))) {
        assertThat(plan.getNoteFirstRep().getText()).as(one.name()).contains("Other options");
      }
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
