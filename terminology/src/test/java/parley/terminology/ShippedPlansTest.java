package parley.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pathways are complete, use national codes alone, and say where they come from. */
class ShippedPlansTest {

  private static final String SOURCE = Systems.structureDefinition("source");

  static List<PlanDefinition> plans() {
    return Definitions.packaged(PlanDefinition.class);
  }

  /** Descriptors of NHS England measure V011. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "F32", "F33", "F40.0", "F40.1", "F40.2", "F41.0", "F41.1", "F41.2", "F42", "F43.1", "F45.2",
        "83482000", "K58", "G93.3", "723916001", "F40", "F41", "F43", "F10", "F31", "F45", "F50",
        "F99"
      })
  void everyProblemDescriptorHasAPlan(String code) {
    assertThat(plans()).anyMatch(plan -> focus(plan).contains(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diabetes",
        "chronic-obstructive-pulmonary-disease",
        "cardiac",
        "chronic-pain",
        "irritable-bowel-syndrome",
        "chronic-fatigue-syndrome",
        "long-covid",
        "medically-unexplained-symptoms"
      })
  void everyLongTermConditionHasAMeasureOfItsOwnAndATeam(String id) {
    var plan = plans().stream().filter(one -> id.equals(one.getIdPart())).findFirst().orElseThrow();
    assertThat(action(plan, "measures").getAction()).hasSizeGreaterThan(3);
    assertThat(action(plan, "physical-team").getParticipant()).isNotEmpty();
    assertThat(plan.getTopicFirstRep().getCodingFirstRep().getCode())
        .isEqualTo("integrated-long-term-condition");
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aPlanHasBothStepsWithNationalTherapiesAndSessions(PlanDefinition plan) {
    var national = therapies();
    for (var step : List.of("step-2", "step-3")) {
      var options = action(plan, step).getAction();
      assertThat(options).as(step).isNotEmpty();
      assertThat(options)
          .filteredOn(one -> "yes".equals(one.getPrecheckBehavior().toCode()))
          .hasSize(1);
      for (var option : options) {
        var code = option.getCodeFirstRep().getCodingFirstRep();
        assertThat(national).as(option.getId()).contains(code.getCode() + ' ' + code.getDisplay());
        var repeat = ((Timing) option.getTiming()).getRepeat();
        assertThat(repeat.getCount()).isPositive();
        assertThat(repeat.getPeriod()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyActionAndConditionSaysWhereItComesFrom(PlanDefinition plan) {
    assertThat(plan.getUsage()).contains("Configuration", "not clinical advice");
    assertThat(plan.getRelatedArtifact())
        .isNotEmpty()
        .allSatisfy(
            cited -> {
              assertThat(cited.getType()).isEqualTo(RelatedArtifactType.CITATION);
              assertThat(cited.getDisplay()).isNotBlank();
              assertThat(cited.getUrl()).startsWith("https://");
            });
    for (var action : leaves(plan.getAction())) {
      assertThat(action.getExtensionByUrl(SOURCE)).as(action.getId()).isNotNull();
      assertThat(action.getExtensionByUrl(SOURCE).getValue().primitiveValue()).isNotBlank();
    }
    for (var action : plan.getAction()) {
      assertThat(action.getCondition())
          .allSatisfy(condition -> assertThat(condition.getExtensionByUrl(SOURCE)).isNotNull());
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyMeasureIsAShippedQuestionnaireAndEveryCodeKnown(PlanDefinition plan) {
    var forms =
        Definitions.packaged(Questionnaire.class).stream()
            .map(form -> form.getUrl() + '|' + form.getVersion())
            .collect(Collectors.toSet());
    var kinds = new HashSet<String>();
    Definitions.packaged(CodeSystem.class).stream()
        .filter(system -> system.getUrl().equals(Systems.codeSystem("plan-activity")))
        .forEach(system -> system.getConcept().forEach(one -> kinds.add(one.getCode())));
    for (var action : leaves(plan.getAction())) {
      if (action.hasDefinitionCanonicalType()) {
        assertThat(forms).contains(action.getDefinitionCanonicalType().getValue());
      }
      action.getCode().stream()
          .flatMap(code -> code.getCoding().stream())
          .filter(code -> Systems.codeSystem("plan-activity").equals(code.getSystem()))
          .forEach(code -> assertThat(kinds).contains(code.getCode()));
    }
  }

  @Test
  void noActionIdIsTwiceInAPlan() {
    for (var plan : plans()) {
      assertThat(all(plan.getAction()).map(one -> one.getId()).toList())
          .as(plan.getIdPart())
          .doesNotHaveDuplicates();
    }
  }

  private static List<String> focus(PlanDefinition plan) {
    return plan.getUseContext().stream()
        .flatMap(context -> ((CodeableConcept) context.getValue()).getCoding().stream())
        .map(Coding::getCode)
        .toList();
  }

  private static PlanDefinitionActionComponent action(PlanDefinition plan, String id) {
    return plan.getAction().stream()
        .filter(one -> id.equals(one.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<PlanDefinitionActionComponent> leaves(
      List<PlanDefinitionActionComponent> actions) {
    var leaves = new ArrayList<PlanDefinitionActionComponent>();
    all(actions).filter(one -> !one.hasAction()).forEach(leaves::add);
    return leaves;
  }

  private static Stream<PlanDefinitionActionComponent> all(
      List<PlanDefinitionActionComponent> actions) {
    return actions.stream().flatMap(one -> Stream.concat(Stream.of(one), all(one.getAction())));
  }

  private static Set<String> therapies() {
    return Definitions.packaged(ValueSet.class).stream()
        .filter(set -> set.getUrl().equals(Systems.valueSet("nhs-therapy-type")))
        .flatMap(set -> set.getCompose().getInclude().stream())
        .flatMap(include -> include.getConcept().stream())
        .map(concept -> concept.getCode() + ' ' + concept.getDisplay())
        .collect(Collectors.toSet());
  }
}
