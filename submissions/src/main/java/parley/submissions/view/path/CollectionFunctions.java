package parley.submissions.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parley.submissions.view.path.Function.Arguments;
import parley.submissions.view.path.Function.Results;

/** Existence, subsets and combinations (FHIRPath 5.1, 5.3 and 5.4). */
final class CollectionFunctions {

  private static final Results TRUTH = Results.always(TypeModel.BOOLEAN);

  private CollectionFunctions() {}

  static void register(Map<String, Function> functions) {
    existence(functions);
    functions.put(
        "count",
        Function.plain(
            0, 0, Results.always(TypeModel.INTEGER), (in, args) -> Item.whole(in.size())));
    functions.put("distinct", Function.plain(0, 0, Results.SAME, (in, args) -> distinct(in)));
    functions.put(
        "isDistinct",
        Function.plain(0, 0, TRUTH, (in, args) -> Item.truth(distinct(in).size() == in.size())));
    functions.put("first", Function.plain(0, 0, Results.SAME, (in, args) -> part(in, 0, 1)));
    functions.put(
        "last", Function.plain(0, 0, Results.SAME, (in, args) -> part(in, in.size() - 1L, 1)));
    functions.put("tail", Function.plain(0, 0, Results.SAME, (in, args) -> part(in, 1, in.size())));
    functions.put(
        "skip",
        Function.plain(
            1, 1, Results.SAME, (in, args) -> part(in, args.whole(0).orElse(0L), in.size())));
    functions.put(
        "take",
        Function.plain(1, 1, Results.SAME, (in, args) -> part(in, 0, args.whole(0).orElse(0L))));
    functions.put("single", Function.plain(0, 0, Results.SAME, CollectionFunctions::single));
    functions.put(
        "union", Function.plain(1, 1, Results.UNKNOWN, (in, args) -> union(in, args.values(0))));
    functions.put(
        "combine", Function.plain(1, 1, Results.UNKNOWN, (in, args) -> both(in, args.values(0))));
    functions.put("intersect", Function.plain(1, 1, Results.SAME, CollectionFunctions::intersect));
    functions.put("exclude", Function.plain(1, 1, Results.SAME, CollectionFunctions::exclude));
  }

  private static void existence(Map<String, Function> functions) {
    functions.put("empty", Function.plain(0, 0, TRUTH, (in, args) -> Item.truth(in.isEmpty())));
    functions.put("exists", Function.criteria(0, 1, TRUTH, CollectionFunctions::exists));
    functions.put("all", Function.criteria(1, 1, TRUTH, CollectionFunctions::all));
    functions.put("allTrue", Function.plain(0, 0, TRUTH, (in, args) -> all(in, true)));
    functions.put("allFalse", Function.plain(0, 0, TRUTH, (in, args) -> all(in, false)));
    functions.put("anyTrue", Function.plain(0, 0, TRUTH, (in, args) -> any(in, true)));
    functions.put("anyFalse", Function.plain(0, 0, TRUTH, (in, args) -> any(in, false)));
    functions.put(
        "subsetOf",
        Function.plain(1, 1, TRUTH, (in, args) -> Item.truth(within(in, args.values(0)))));
    functions.put(
        "supersetOf",
        Function.plain(1, 1, TRUTH, (in, args) -> Item.truth(within(args.values(0), in))));
  }

  private static List<Item> exists(List<Item> input, Arguments args) {
    if (args.size() == 0) {
      return Item.truth(!input.isEmpty());
    }
    for (var i = 0; i < input.size(); i++) {
      if (args.holds(0, input.get(i), i)) {
        return Item.YES;
      }
    }
    return Item.NO;
  }

  private static List<Item> all(List<Item> input, Arguments args) {
    for (var i = 0; i < input.size(); i++) {
      if (!args.holds(0, input.get(i), i)) {
        return Item.NO;
      }
    }
    return Item.YES;
  }

  private static List<Item> all(List<Item> input, boolean wanted) {
    return Item.truth(
        input.stream().allMatch(item -> Values.isTrue(List.of(item), "list") == wanted));
  }

  private static List<Item> any(List<Item> input, boolean wanted) {
    return Item.truth(
        input.stream().anyMatch(item -> Values.isTrue(List.of(item), "list") == wanted));
  }

  private static boolean within(List<Item> some, List<Item> all) {
    return some.stream().allMatch(item -> Equality.contains(all, item));
  }

  static List<Item> distinct(List<Item> input) {
    var distinct = new ArrayList<Item>(input.size());
    for (var item : input) {
      if (!Equality.contains(distinct, item)) {
        distinct.add(item);
      }
    }
    return distinct;
  }

  static List<Item> union(List<Item> left, List<Item> right) {
    return distinct(both(left, right));
  }

  private static List<Item> both(List<Item> left, List<Item> right) {
    var all = new ArrayList<Item>(left);
    all.addAll(right);
    return all;
  }

  private static List<Item> intersect(List<Item> input, Arguments args) {
    var other = args.values(0);
    return distinct(input.stream().filter(item -> Equality.contains(other, item)).toList());
  }

  private static List<Item> exclude(List<Item> input, Arguments args) {
    var other = args.values(0);
    return input.stream().filter(item -> !Equality.contains(other, item)).toList();
  }

  private static List<Item> single(List<Item> input, Arguments args) {
    if (input.size() > 1) {
      throw new PathFailure(
          "single() was given several values",
          "Narrow the path with where(), or choose one with first().");
    }
    return input;
  }

  static List<Item> part(List<Item> input, long from, long length) {
    var start = (int) Math.min(Math.max(from, 0), input.size());
    var end = (int) Math.min(start + Math.max(length, 0), input.size());
    return input.subList(start, end);
  }
}
