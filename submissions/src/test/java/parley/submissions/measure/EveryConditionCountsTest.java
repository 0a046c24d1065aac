package parley.submissions.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.CountedRow;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.MeasureQuery;
import parley.submissions.engine.MeasureTables;
import parley.submissions.engine.October;
import parley.submissions.view.ViewReader;

/**
 * Changes every condition of every measure in turn and wants the made October to come out
 * otherwise: a measure that is wrong in any of them is found.
 */
class EveryConditionCountsTest {

  private static final Pattern CONDITION = Pattern.compile("case when (.*?) then");

  /** The "and" between two conditions, not that of a "between". */
  private static final Pattern AND = Pattern.compile(" and (?!\\d|period_end)");

  private static final Pattern NUMBER = Pattern.compile("(?<![a-z0-9_])\\d+");
  private static final Pattern TEXT = Pattern.compile("'[^']*'");

  @Test
  void noConditionCanBeLeftOutOrChangedUnnoticed() {
    var mutants = new ArrayList<MeasureQuery>();
    var changes = new HashMap<String, Change>();
    for (var measure : MeasureFolder.packaged()) {
      mutants.add(new MeasureQuery(measure.id(), measure.sql()));
      for (var change : changes(measure.sql())) {
        var id = measure.id() + '#' + changes.size();
        changes.put(id, change);
        mutants.add(new MeasureQuery(id, change.sql()));
      }
    }
    assertThat(changes).hasSizeGreaterThan(250);

    var counted = counted(mutants);
    var unnoticed = new ArrayList<String>();
    changes.forEach(
        (id, change) -> {
          if (counted.get(id).equals(counted.get(id.substring(0, id.indexOf('#'))))) {
            unnoticed.add(id + ": " + change.what());
          }
        });
    assertThat(unnoticed).isEmpty();
  }

  private record Change(String what, String sql) {}

  /** What a query could wrongly be. */
  private static List<Change> changes(String sql) {
    var changes = new ArrayList<Change>();
    for (var condition = CONDITION.matcher(sql); condition.find(); ) {
      var from = condition.start(1);
      for (var text : AND.split(condition.group(1))) {
        for (var instead : instead(text)) {
          changes.add(
              new Change(
                  text + " -> " + instead,
                  sql.substring(0, from) + instead + sql.substring(from + text.length())));
        }
        from += text.length() + " and ".length();
      }
    }
    return changes;
  }

  private static List<String> instead(String condition) {
    var instead = new ArrayList<String>();
    if (!condition.equals("true")) {
      instead.add("true");
    }
    if (condition.contains("period_start")) {
      instead.add(condition.replace("period_start", "'2026-09-01'"));
      instead.add(condition.replace("period_start", "'2026-10-02'"));
      // Nothing later than the end is known, so that a later one could not be noticed.
      instead.add(condition.replace("period_end", "'2026-10-04'"));
    }
    if (condition.endsWith("is null")) {
      instead.add(condition.replace("is null", "is not null"));
    }
    replaced(condition, NUMBER, number -> String.valueOf(Integer.parseInt(number) + 1), instead);
    replaced(condition, NUMBER, number -> String.valueOf(Integer.parseInt(number) - 1), instead);
    replaced(condition, TEXT, text -> "'none of them'", instead);
    return instead;
  }

  private static void replaced(
      String condition, Pattern what, UnaryOperator<String> by, List<String> instead) {
    for (var found = what.matcher(condition); found.find(); ) {
      instead.add(
          condition.substring(0, found.start())
              + by.apply(found.group())
              + condition.substring(found.end()));
    }
  }

  private static Map<String, Set<CountedRow>> counted(List<MeasureQuery> queries) {
    var tables =
        new MeasureTables(new ViewReader(), CourseModel.packaged(), EngineLimits.IN_MEMORY);
    var result = tables.count(MadeMonth.read(), October.ORDER, queries);
    var byMeasure = new HashMap<String, Set<CountedRow>>();
    for (var row : ((MeasureTables.Result.Counted) result).rows()) {
      byMeasure
          .computeIfAbsent(row.measure(), measure -> new HashSet<>())
          .add(
              new CountedRow(
                  "", row.population(), row.numerator(), row.denominator(), row.statistic()));
    }
    return byMeasure;
  }
}
