package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mappings.Problem;
import parley.mappings.careplan.StepSuggestions.Verdict;
import parley.terminology.scale.Scales;

class PlanApplierTest {

  private final PlanApplier applier = new PlanApplier(Scales.packaged());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "%facts.parameter.where(name='phq-9').value >= 16 | true",
        "parameter.where(name='phq-9').value >= 16 | true",
        "%facts.parameter.where(name='phq-9').value >= 17 | false",
        "%facts.parameter.where(name='gad-7').value >= 1 | false",
        "%facts.parameter.where(name='step').value = 'step-3' | true",
        "%facts.parameter.where(name='step').value = 'step-2' | false",
      })
  void anActionWhoseConditionDoesNotHoldIsLeftOut(String condition, boolean included) {
    var plan = plan(definition(action -> condition(action, "APPLICABILITY", condition)));
    assertThat(plan.getActivity()).hasSize(included ? 1 : 0);
  }

  @Test
  void everyConditionMustHold() {
    var definition =
        definition(
            action -> {
              condition(action, "APPLICABILITY", "true");
              condition(action, "APPLICABILITY", "false");
            });
    assertThat(plan(definition).getActivity()).isEmpty();
  }

  @Test
  void theConditionOfAGroupCountsForWhatIsInIt() {
    var definition =
        definition(
            group -> {
              condition(group, "APPLICABILITY", "false");
              group.addAction().setTitle("inner").setId("inner");
            });
    assertThat(plan(definition).getActivity()).isEmpty();
  }

  @Test
  void aStartConditionDoesNotKeepAnActionOut() {
    var definition = definition(action -> condition(action, "START", "false"));
    assertThat(plan(definition).getActivity()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, 2",
    "ANY, 2",
    "EXACTLYONE, 1",
    "ATMOSTONE, 1",
    "ONEORMORE, 1",
  })
  void ofAGroupAsManyAsItsSelectionSays(String behaviour, int activities) {
    var definition =
        definition(
            group -> {
              group.setSelectionBehavior(ActionSelectionBehavior.valueOf(behaviour));
              group.addAction().setTitle("one").setId("one");
              group.addAction().setTitle("two").setId("two");
            });
    assertThat(plan(definition).getActivity()).hasSize(activities);
    assertThat(plan(definition).getActivity().get(0).getId()).isEqualTo("one");
  }

  @Test
  void aChoiceIsMadeAmongThoseThatApply() {
    var definition =
        definition(
            group -> {
              group.setSelectionBehavior(ActionSelectionBehavior.EXACTLYONE);
              condition(group.addAction().setTitle("one"), "APPLICABILITY", "false");
              group.addAction().setTitle("two").setId("two");
            });
    assertThat(plan(definition).getActivity())
        .extracting(CarePlanActivityComponent::getId)
        .containsExactly("two");
    assertThat(plan(definition).getNote()).isEmpty();
  }

  @Test
  void aDynamicValueIsSetAndOneWithoutAnAnswerLeavesWhatWasThere() {
    var definition =
        definition(
            action -> {
              action.setTitle("as written");
              dynamic(
                  action,
                  "description",
                  "'PHQ-9 ' & parameter.where(name='phq-9').value.toString()");
              dynamic(action, "code.text", "parameter.where(name='nobody').value");
              action.addCode().setText("as written");
            });
    var detail = plan(definition).getActivity().get(0).getDetail();
    assertThat(detail.getDescription()).isEqualTo("PHQ-9 16");
    assertThat(detail.getCode().getText()).isEqualTo("as written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "description | ('a')",
        "nothing.there | 'a'",
        "scheduled.repeat.count | 1",
        "code | 1",
        "status | 'never-heard-of'",
      })
  void aDynamicValueThatCannotBeSetIsRefused(String path, String expression) {
    if (path.equals("description")) {
      expression = "('a' | 'b')"; // the bar parts the columns
    }
    var said = expression;
    assertRefused(
        definition(action -> dynamic(action, path, said)),
        "PlanDefinition.action.where(id='action').dynamicValue");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "(((",
        "%nobody.parameter",
        "nosuchfunction()",
        "'text'",
        "parameter.name",
      })
  void aConditionThatIsNoneIsRefusedWithItsPlace(String expression) {
    assertRefused(
        definition(action -> condition(action, "APPLICABILITY", expression)),
        "PlanDefinition.action.where(id='action').condition");
  }

  @Test
  void anotherLanguageIsRefusedAndNotPassedOver() {
    var definition = definition(action -> condition(action, "APPLICABILITY", "true"));
    definition.getAction().get(0).getConditionFirstRep().getExpression().setLanguage("text/cql");
    assertRefused(definition, "PlanDefinition.action.where(id='action').condition");
  }

  @Test
  void anActionForAGoalThatThePlanDoesNotHaveIsRefused() {
    assertRefused(
        definition(action -> action.addGoalId("nobody")),
        "PlanDefinition.action.where(id='action').goalId");
  }

  @Test
  void aRetiredPlanIsRefused() {
    var definition = definition(action -> {});
    definition.setStatus(PublicationStatus.RETIRED);
    assertRefused(definition, "PlanDefinition.status");
  }

  @Test
  void aTherapyThatThePlanDoesNotOfferAtTheStepIsRefused() {
    var application =
        applier.apply(
            GoldenCase.definition("post-traumatic-stress-disorder"),
            context(Optional.of("748041000000107")));
    assertThat(problem(application).location()).isEqualTo("therapy");
    assertThat(problem(application).remedy()).contains("304891004", "449030000");
  }

  @Test
  void noPartOfAPlanIsTheDefinitionsOwn() {
    var definition = GoldenCase.definition("diabetes");
    var before = definition.copy();
    var plan = applied(applier.apply(definition, context(Optional.empty())));
    plan.getActivity().get(0).getDetail().getCode().setText("changed");
    plan.getCategoryFirstRep().setText("changed");
    assertThat(definition.equalsDeep(before)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"not-on-track, SUGGESTED", "on-track, NOT_NOW", "unknown, UNKNOWN", ", UNKNOWN"})
  void steppingUpIsSuggestedByTheTrajectoryAloneAndUnknownIsNeverANo(
      String trajectory, Verdict verdict) {
    var facts = new Parameters();
    facts.addParameter().setName("step").setValue(new CodeType("step-2"));
    if (trajectory != null) {
      facts.addParameter().setName("trajectory").setValue(new CodeType(trajectory));
    }
    var result = new StepSuggestions().of(GoldenCase.definition("depression"), facts);
    assertThat(((StepSuggestions.Result.Made) result).suggestions())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo("step-up");
              assertThat(one.verdict()).isEqualTo(verdict);
            });
  }

  @Test
  void aSuggestionThatCannotBeEvaluatedIsAProblem() {
    var definition = definition(action -> condition(action, "START", "((("));
    assertThat(new StepSuggestions().of(definition, new Parameters()))
        .isInstanceOf(StepSuggestions.Result.Refused.class);
  }

  private void assertRefused(PlanDefinition definition, String location) {
    var problem = problem(applier.apply(definition, context(Optional.empty())));
    assertThat(problem.location()).isEqualTo(location);
    assertThat(problem.rule()).isNotBlank();
    assertThat(problem.remedy()).isNotBlank();
  }

  private static Problem problem(PlanApplication application) {
    assertThat(application).isInstanceOf(PlanApplication.Refused.class);
    return ((PlanApplication.Refused) application).problems().get(0);
  }

  private CarePlan plan(PlanDefinition definition) {
    return applied(applier.apply(definition, context(Optional.empty())));
  }

  private static CarePlan applied(PlanApplication application) {
    assertThat(application).isInstanceOf(PlanApplication.Applied.class);
    return ((PlanApplication.Applied) application).plan();
  }

  private static PlanDefinition definition(Consumer<PlanDefinitionActionComponent> setting) {
    var definition = new PlanDefinition();
    definition.setUrl("https://example.org/PlanDefinition/own");
    definition.setTitle("Own");
    definition.setStatus(PublicationStatus.ACTIVE);
    PlanDefinitionActionComponent action = definition.addAction();
    ((Element) action).setId("action");
    setting.accept(action);
    return definition;
  }

  private static void condition(
      PlanDefinitionActionComponent action, String kind, String expression) {
    action
        .addCondition()
        .setKind(ActionConditionKind.valueOf(kind))
        .setExpression(new Expression().setLanguage("text/fhirpath").setExpression(expression));
  }

  private static void dynamic(
      PlanDefinitionActionComponent action, String path, String expression) {
    action
        .addDynamicValue()
        .setPath(path)
        .setExpression(new Expression().setLanguage("text/fhirpath").setExpression(expression));
  }

  static PlanContext context(Optional<String> therapy) {
    var facts = new Parameters().addParameter("phq-9", new DecimalType(16));
    facts.addParameter("step", new CodeType("step-3"));
    return new PlanContext(
        new Reference("Patient/person"),
        new Reference("EpisodeOfCare/course"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        therapy,
        facts,
        List.of(),
        LocalDate.parse("2026-09-01"),
        List.of());
  }
}
