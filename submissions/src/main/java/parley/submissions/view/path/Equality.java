package parley.submissions.view.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.submissions.view.path.Item.Amount;
import parley.submissions.view.path.Item.Node;
import parley.submissions.view.path.Item.Text;
import parley.submissions.view.path.Item.When;

/** When things are equal, equivalent or in order (FHIRPath 6.1 and 6.2). */
final class Equality {

  private static final Optional<Boolean> YES = Optional.of(true);
  private static final Optional<Boolean> NO = Optional.of(false);

  private Equality() {}

  /** {@code =}: empty when one side is empty or the answer is open. */
  static Optional<Boolean> equal(List<Item> left, List<Item> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    if (left.size() != right.size()) {
      return NO;
    }
    if (left.size() == 1 && right.get(0) instanceof Text text && left.get(0) instanceof Node node) {
      var json = node.json();
      // What most conditions are: the text of an element and one that is written in the path.
      if (node.type().kind() == Kind.TEXT && json.isTextual()) {
        return json.textValue().equals(text.value()) ? YES : NO;
      }
    }
    var open = false;
    for (var i = 0; i < left.size(); i++) {
      var same = equal(left.get(i), right.get(i));
      if (same.isPresent() && !same.get()) {
        return same;
      }
      open |= same.isEmpty();
    }
    return open ? Optional.empty() : Optional.of(true);
  }

  static Optional<Boolean> equal(Item left, Item right) {
    var first = Values.system(left);
    var second = Values.system(right);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return equalValues(first.get(), second.get());
  }

  private static Optional<Boolean> equalValues(Item left, Item right) {
    if (left instanceof When first && right instanceof When second) {
      return Moments.areComparable(first.value(), second.value())
          ? Moments.compare(first.value(), second.value()).map(order -> order == 0)
          : Optional.of(false);
    }
    if (left instanceof Amount first && right instanceof Amount second) {
      return Units.compare(first, second).map(order -> order == 0);
    }
    if (left instanceof Node first && right instanceof Node second) {
      return Optional.of(first.json().equals(second.json()));
    }
    if (left instanceof Text || right instanceof Text) {
      return Optional.of(left.equals(right));
    }
    var number = Values.number(left);
    var other = Values.number(right);
    if (number.isPresent() && other.isPresent()) {
      return Optional.of(number.get().compareTo(other.get()) == 0);
    }
    return Optional.of(left.equals(right));
  }

  /** {@code distinct()}, {@code |} and their like: an open answer is no equality. */
  static boolean contains(List<Item> items, Item wanted) {
    for (var item : items) {
      if (equal(item, wanted).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  /** {@code ~}: order does not matter, nor do case and white space of text; always an answer. */
  static boolean equivalent(List<Item> left, List<Item> right) {
    if (left.size() != right.size()) {
      return false;
    }
    var open = new java.util.ArrayList<>(right);
    for (var item : left) {
      var match = open.stream().filter(other -> equivalent(item, other)).findFirst();
      if (match.isEmpty()) {
        return false;
      }
      open.remove(match.get());
    }
    return true;
  }

  private static boolean equivalent(Item left, Item right) {
    var first = Values.system(left);
    var second = Values.system(right);
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() && second.isEmpty();
    }
    if (first.get() instanceof Text a && second.get() instanceof Text b) {
      return plain(a.value()).equals(plain(b.value()));
    }
    if (first.get() instanceof When a && second.get() instanceof When b) {
      return a.value().isAsExactAs(b.value()) && equalValues(a, b).orElse(false);
    }
    var number = Values.number(first.get());
    var other = Values.number(second.get());
    if (number.isPresent() && other.isPresent()) {
      return sameToTheLesserScale(number.get(), other.get());
    }
    if (left instanceof Node a && right instanceof Node b && a.json().isObject()) {
      return withoutId(a.json()).equals(withoutId(b.json()));
    }
    return equalValues(first.get(), second.get()).orElse(false);
  }

  private static boolean sameToTheLesserScale(BigDecimal left, BigDecimal right) {
    var scale = Math.max(0, Math.min(left.scale(), right.scale()));
    return left.setScale(scale, RoundingMode.HALF_UP)
            .compareTo(right.setScale(scale, RoundingMode.HALF_UP))
        == 0;
  }

  private static JsonNode withoutId(JsonNode json) {
    var copy = json.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy();
    copy.remove("id");
    return copy;
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  /** Which is less; empty when one side is empty or the answer is open. */
  static Optional<Integer> order(List<Item> left, List<Item> right) {
    var first = Values.single(left, "comparison");
    var second = Values.single(right, "comparison");
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    if (first.get() instanceof Text a && second.get() instanceof Text b) {
      return Optional.of(a.value().compareTo(b.value()));
    }
    if (first.get() instanceof When a
        && second.get() instanceof When b
        && Moments.areComparable(a.value(), b.value())) {
      return Moments.compare(a.value(), b.value());
    }
    if (first.get() instanceof Amount a && second.get() instanceof Amount b) {
      return Units.compare(a, b);
    }
    var number = Values.number(first.get());
    var other = Values.number(second.get());
    if (number.isPresent() && other.isPresent()) {
      return Optional.of(number.get().compareTo(other.get()));
    }
    throw new PathFailure(
        "A comparison is between two numbers, two texts, two times or two quantities",
        "Compare elements of one type; write a date as @2026-10-01.");
  }
}
