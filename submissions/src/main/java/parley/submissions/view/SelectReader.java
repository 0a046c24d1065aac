package parley.submissions.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parley.submissions.view.ColumnReader.ReadColumn;
import parley.submissions.view.SelectPlan.ColumnPlan;
import parley.submissions.view.SelectPlan.Iteration;
import parley.submissions.view.SelectPlan.Slot;
import parley.submissions.view.path.FhirType;
import parley.submissions.view.path.Item;
import parley.submissions.view.path.PathCompilation;
import parley.submissions.view.path.PathCompiler;
import parley.submissions.view.path.PathExpression;
import parley.submissions.view.path.TypeModel;

/** Reads {@code select}, and gives each column its cell (SQL on FHIR, Column Ordering). */
final class SelectReader {

  private static final int DEEPEST = 30;
  private static final List<String> ITERATIONS = List.of("forEach", "forEachOrNull", "repeat");
  private static final Set<String> ELEMENTS =
      Set.of(
          "id", "extension", "column", "select", "unionAll", "forEach", "forEachOrNull", "repeat");

  private final PathCompiler compiler;
  private final Map<String, Item> constants;
  private final Problems problems;
  private final ColumnReader columnReader;
  private final List<ReadColumn> columns = new ArrayList<>();

  SelectReader(
      TypeModel model,
      PathCompiler compiler,
      Map<String, Item> constants,
      Problems problems,
      Set<ViewProfile> profiles) {
    this.compiler = compiler;
    this.constants = constants;
    this.problems = problems;
    this.columnReader = new ColumnReader(model, problems, profiles);
  }

  /** The columns of all that was read, in the order of the table. */
  List<Column> columns() {
    return columns.stream().map(ReadColumn::column).toList();
  }

  List<SelectPlan> read(JsonNode owner, String place, List<FhirType> focus, int depth) {
    if (depth > DEEPEST) {
      problems.add(place, "Selects lie deeper than " + DEEPEST, "Make the view flatter.");
      return List.of();
    }
    var plans = new ArrayList<SelectPlan>();
    var index = 0;
    for (var json : problems.objects(owner, place, "select")) {
      plans.add(select(json, Problems.numbered(place, "select", index++), focus, depth));
    }
    return plans;
  }

  private SelectPlan select(JsonNode json, String place, List<FhirType> focus, int depth) {
    problems.onlyKnown(json, place, ELEMENTS);
    var iteration = iteration(json, place, focus);
    var inner = types(iteration, focus);
    var ownColumns = ownColumns(json, place, inner);
    var selects = read(json, place, inner, depth + 1);
    var union = union(json, place, inner, depth);
    if (ownColumns.isEmpty() && selects.isEmpty() && union.isEmpty()) {
      problems.note(place, "The select has no columns", "Give it column, select or unionAll.");
    }
    var slots = slots(ownColumns, selects, union);
    return new SelectPlan(place, iteration, ownColumns, selects, union, slots);
  }

  private static List<Slot> slots(
      List<ColumnPlan> own, List<SelectPlan> selects, List<SelectPlan> union) {
    var mine =
        own.stream()
            .map(
                one ->
                    new Slot(
                        one.slot(), one.path().isRowIndex() ? new Cell.Whole(0) : Cell.ABSENT));
    var inner = Stream.concat(selects.stream(), union.stream().limit(1));
    return Stream.concat(mine, inner.flatMap(plan -> plan.slots().stream())).toList();
  }

  private Iteration iteration(JsonNode json, String place, List<FhirType> focus) {
    var given = ITERATIONS.stream().filter(json::has).toList();
    if (given.size() > 1) {
      problems.add(
          place,
          "A select has at most one of forEach, forEachOrNull and repeat",
          "Put one of them into a select within this one.");
      return new Iteration.Here();
    }
    if (given.isEmpty()) {
      return new Iteration.Here();
    }
    var element = given.get(0);
    if (element.equals("repeat")) {
      return repeat(json.get(element), Problems.within(place, element), focus);
    }
    return problems
        .text(json, place, element)
        .flatMap(text -> path(text, Problems.within(place, element), focus))
        .<Iteration>map(path -> new Iteration.ForEach(path, element.equals("forEachOrNull")))
        .orElse(new Iteration.Here());
  }

  private Iteration repeat(JsonNode json, String place, List<FhirType> focus) {
    var paths = new ArrayList<PathExpression>();
    if (!json.isArray() || json.isEmpty()) {
      problems.add(place, "repeat is a list of paths", "Write it as [\"item\"].");
    }
    for (var i = 0; i < json.size(); i++) {
      var at = place + "[" + i + "]";
      if (json.path(i).isTextual()) {
        // What lies deeper is often of the same type, and need not be.
        path(json.get(i).textValue(), at, focus).ifPresent(paths::add);
      } else {
        problems.add(at, "This is not a text", "Write it in quotation marks.");
      }
    }
    return new Iteration.Repeat(paths);
  }

  private static List<FhirType> types(Iteration iteration, List<FhirType> focus) {
    if (iteration instanceof Iteration.ForEach each) {
      return each.path().types();
    }
    if (iteration instanceof Iteration.Repeat repeat) {
      var all = repeat.paths().stream().map(PathExpression::types).toList();
      var known = all.stream().noneMatch(List::isEmpty);
      var types = all.stream().flatMap(List::stream).distinct().toList();
      return known ? types : List.of();
    }
    return focus;
  }

  private List<ColumnPlan> ownColumns(JsonNode json, String place, List<FhirType> focus) {
    var plans = new ArrayList<ColumnPlan>();
    var index = 0;
    for (var one : problems.objects(json, place, "column")) {
      var at = Problems.numbered(place, "column", index++);
      var path =
          problems.required(one, at, "path").flatMap(text -> path(text, at + ".path", focus));
      var read = columnReader.read(one, at, path);
      if (read.isPresent()) {
        unique(read.get().column(), at);
        plans.add(
            new ColumnPlan(
                columns.size(), read.get().column(), read.get().type(), at, read.get().path()));
        columns.add(read.get());
      }
    }
    return plans;
  }

  private void unique(Column column, String place) {
    for (var one : columns()) {
      if (one.name().equals(column.name())) {
        problems.add(
            place + ".name", "Two columns have this name", "Give each column a name of its own.");
      } else if (one.name().equalsIgnoreCase(column.name())) {
        problems.note(
            place + ".name",
            "Another column has this name but for capitals, which databases take for the same",
            "Give each column a name of its own.");
      }
    }
  }

  private List<SelectPlan> union(JsonNode json, String place, List<FhirType> focus, int depth) {
    var branches = new ArrayList<SelectPlan>();
    var start = columns.size();
    var expected = List.<ReadColumn>of();
    var index = 0;
    for (var one : problems.objects(json, place, "unionAll")) {
      var at = Problems.numbered(place, "unionAll", index);
      columns.subList(start, columns.size()).clear();
      branches.add(select(one, at, focus, depth + 1));
      var found = List.copyOf(columns.subList(start, columns.size()));
      if (index++ == 0) {
        expected = found;
      } else {
        same(expected, found, at);
      }
    }
    columns.subList(start, columns.size()).clear();
    columns.addAll(expected);
    return branches;
  }

  /** Types of one kind, such as string and code, are noted only: a path rarely says which. */
  private void same(List<ReadColumn> expected, List<ReadColumn> found, String place) {
    var matches = expected.size() == found.size();
    var sameTypes = true;
    for (var i = 0; matches && i < expected.size(); i++) {
      var one = expected.get(i);
      var other = found.get(i);
      sameTypes &= one.type().name().equals(other.type().name());
      matches =
          one.column().name().equals(other.column().name())
              && one.type().kind() == other.type().kind()
              && one.column().collection() == other.column().collection();
    }
    if (!matches) {
      problems.add(
          place,
          "The branches of a union have the same columns: names, order and types",
          "Give this branch the columns of the first.");
    } else if (!sameTypes) {
      problems.note(
          place,
          "The types of this branch are not quite those of the first, which are taken",
          "Give the columns of each branch the same type.");
    }
  }

  /** Compiles a path; a problem at its place when it is wrong. */
  Optional<PathExpression> path(String text, String place, List<FhirType> focus) {
    var compilation = compiler.compile(text, focus, constants);
    if (compilation instanceof PathCompilation.Compiled compiled) {
      compiled
          .notes()
          .forEach(note -> problems.note(place, note, "Correct the path if it is misspelt."));
      return Optional.of(compiled.expression());
    }
    if (compilation instanceof PathCompilation.Refused refused) {
      problems.add(
          place, "The path is no FHIRPath: " + refused.problem(), "Correct the expression.");
    }
    return Optional.empty();
  }
}
