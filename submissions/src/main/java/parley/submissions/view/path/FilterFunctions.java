package parley.submissions.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parley.submissions.view.path.Function.Arguments;
import parley.submissions.view.path.Function.Results;
import parley.submissions.view.path.Item.Node;

/** Filters, projections and the tree (FHIRPath 5.2, 5.8 and 7). */
final class FilterFunctions {

  /** A repeat that finds more than this does not come to an end. */
  private static final int MOST_REPEATED = 100_000;

  private final Navigation navigation;

  private FilterFunctions(TypeModel model) {
    this.navigation = new Navigation(model);
  }

  static void register(Map<String, Function> functions, TypeModel model) {
    var filters = new FilterFunctions(model);
    functions.put("where", Function.criteria(1, 1, Results.SAME, FilterFunctions::where));
    functions.put(
        "select", Function.criteria(1, 1, Results.FIRST_ARGUMENT, FilterFunctions::select));
    functions.put("repeat", Function.criteria(1, 1, Results.UNKNOWN, FilterFunctions::repeat));
    functions.put(
        "aggregate", Function.criteria(1, 2, Results.UNKNOWN, FilterFunctions::aggregate));
    functions.put("trace", Function.criteria(1, 2, Results.SAME, (in, args) -> in));
    functions.put(
        "children", Function.plain(0, 0, Results.UNKNOWN, (in, args) -> filters.children(in)));
    functions.put(
        "descendants",
        Function.plain(0, 0, Results.UNKNOWN, (in, args) -> filters.descendants(in)));
    functions.put("iif", Function.plain(2, 3, FilterFunctions::ofBranches, FilterFunctions::iif));
  }

  private static List<Item> where(List<Item> input, Arguments args) {
    var kept = new ArrayList<Item>(input.size());
    for (var i = 0; i < input.size(); i++) {
      if (args.holds(0, input.get(i), i)) {
        kept.add(input.get(i));
      }
    }
    return kept;
  }

  private static List<Item> select(List<Item> input, Arguments args) {
    var all = new ArrayList<Item>();
    for (var i = 0; i < input.size(); i++) {
      all.addAll(args.onEach(0, input.get(i), i));
    }
    return all;
  }

  private static List<Item> repeat(List<Item> input, Arguments args) {
    var found = new ArrayList<Item>();
    var open = new ArrayList<>(input);
    for (var i = 0; i < open.size(); i++) {
      for (var item : args.onEach(0, open.get(i), i)) {
        if (!Equality.contains(found, item)) {
          found.add(item);
          open.add(item);
        }
      }
      limit(found.size());
    }
    return found;
  }

  private static void limit(int size) {
    if (size > MOST_REPEATED) {
      throw new PathFailure(
          "A repetition finds more than " + MOST_REPEATED + " elements in one resource",
          "Repeat over elements that lie within each other.");
    }
  }

  private static List<Item> aggregate(List<Item> input, Arguments args) {
    var total = args.size() > 1 ? args.values(1) : List.<Item>of();
    for (var i = 0; i < input.size(); i++) {
      var scope = args.scope().at(input.get(i), i).withTotal(total);
      total = args.evaluators().get(0).on(scope);
    }
    return total;
  }

  private List<Item> children(List<Item> input) {
    var all = new ArrayList<Item>();
    for (var item : input) {
      if (item instanceof Node node) {
        all.addAll(navigation.all(node));
      }
    }
    return all;
  }

  private List<Item> descendants(List<Item> input) {
    var all = new ArrayList<Item>();
    for (var level = children(input); !level.isEmpty(); level = children(level)) {
      all.addAll(level);
      limit(all.size());
    }
    return all;
  }

  private static List<FhirType> ofBranches(List<FhirType> input, List<List<FhirType>> arguments) {
    var types = new ArrayList<FhirType>();
    for (var branch : arguments.subList(1, arguments.size())) {
      if (branch.isEmpty()) {
        return List.of();
      }
      types.addAll(branch);
    }
    return types;
  }

  private static List<Item> iif(List<Item> input, Arguments args) {
    var scope = input.size() == 1 ? args.scope().at(input.get(0), 0) : args.scope();
    var chosen = Values.isTrue(args.evaluators().get(0).on(scope), "condition of iif()");
    if (chosen) {
      return args.evaluators().get(1).on(scope);
    }
    return args.size() > 2 ? args.evaluators().get(2).on(scope) : List.of();
  }
}
