package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.terminology.Definitions;

/**
 * Takes every row out of every shipped plan, one at a time: at least one golden course must come
 * out otherwise, so that no row can be lost without a failing test.
 */
class EveryRowCountsTest {

  /** A row, and how to take it out of a copy of its plan. */
  record Row(String name, Consumer<PlanDefinition> removal) {}

  static List<String> plans() {
    return Definitions.packaged(PlanDefinition.class).stream()
        .map(PlanDefinition::getIdPart)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void withoutARowAGoldenCourseComesOutOtherwise(String plan) {
    var definition = GoldenCase.definition(plan);
    var cases = GoldenCase.all().stream().filter(one -> one.plan().equals(plan)).toList();
    var rows = rows(definition);
    assertThat(rows).hasSizeGreaterThan(20);
    for (var row : rows) {
      var changed = definition.copy();
      row.removal().accept(changed);
      assertThat(cases)
          .as("%s without %s", plan, row.name())
          .anyMatch(one -> differs(one, changed));
    }
  }

  @Test
  void anUnchangedPlanDiffersInNoCase() {
    assertThat(GoldenCase.all())
        .noneMatch(one -> differs(one, GoldenCase.definition(one.plan()).copy()));
  }

  private static boolean differs(GoldenCase one, PlanDefinition definition) {
    try {
      return !one.applied(definition).equals(Files.readString(one.folder().resolve("plan.json")))
          || !one.suggestions(definition)
              .equals(Files.readString(one.folder().resolve("suggestions.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> rows(PlanDefinition definition) {
    var rows = new ArrayList<Row>();
    for (var i = 0; i < definition.getGoal().size(); i++) {
      var at = i;
      rows.add(new Row("goal " + i, plan -> plan.getGoal().remove(at)));
    }
    for (var i = 0; i < definition.getUseContext().size(); i++) {
      var at = i;
      rows.add(new Row("useContext " + i, plan -> plan.getUseContext().remove(at)));
    }
    actions(definition.getAction(), List.of(), rows);
    return rows;
  }

  private static void actions(
      List<PlanDefinitionActionComponent> actions, List<Integer> path, List<Row> rows) {
    for (var i = 0; i < actions.size(); i++) {
      var action = actions.get(i);
      var here = new ArrayList<>(path);
      here.add(i);
      var at = i;
      rows.add(new Row(action.getId(), plan -> list(plan, path).remove(at)));
      for (var c = 0; c < action.getCondition().size(); c++) {
        var condition = c;
        part(rows, action, "condition " + c, here, one -> one.getCondition().remove(condition));
      }
      if (action.hasTiming()) {
        part(rows, action, "timing", here, one -> one.setTiming(null));
      }
      if (action.hasParticipant()) {
        part(rows, action, "participant", here, one -> one.setParticipant(null));
      }
      if (action.hasDynamicValue()) {
        part(rows, action, "dynamicValue", here, one -> one.setDynamicValue(null));
      }
      if (action.hasDefinition()) {
        part(rows, action, "definition", here, one -> one.setDefinition(null));
      }
      actions(action.getAction(), here, rows);
    }
  }

  private static void part(
      List<Row> rows,
      PlanDefinitionActionComponent action,
      String name,
      List<Integer> path,
      Consumer<PlanDefinitionActionComponent> removal) {
    var last = path.get(path.size() - 1);
    var parent = path.subList(0, path.size() - 1);
    rows.add(
        new Row(action.getId() + ' ' + name, plan -> removal.accept(list(plan, parent).get(last))));
  }

  private static List<PlanDefinitionActionComponent> list(PlanDefinition plan, List<Integer> path) {
    var actions = plan.getAction();
    for (var index : path) {
      actions = actions.get(index).getAction();
    }
    return actions;
  }
}
