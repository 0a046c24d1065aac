package parley.submissions.view.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import parley.submissions.view.path.Item.Amount;
import parley.submissions.view.path.Item.Exact;
import parley.submissions.view.path.Item.Node;
import parley.submissions.view.path.Item.Text;
import parley.submissions.view.path.Item.Truth;
import parley.submissions.view.path.Item.When;
import parley.submissions.view.path.Item.Whole;

/** Turns elements into values, and collections into single ones (FHIRPath 5.5 and 4.5). */
final class Values {

  private static final String BAD_VALUE = "An element holds what is no valid value of its type";

  private Values() {}

  /**
   * The value of a primitive element or quantity; a structure stays itself; empty without value.
   */
  static Optional<Item> system(Item item) {
    if (!(item instanceof Node node)) {
      return Optional.of(item);
    }
    var json = node.json();
    if (json.isMissingNode() || json.isNull()) {
      return Optional.empty();
    }
    return switch (node.type().kind()) {
      case TRUTH -> Optional.of(new Truth(checked(json.isBoolean(), node).booleanValue()));
      case WHOLE -> Optional.of(new Whole(checked(json.canConvertToLong(), node).longValue()));
      case DECIMAL -> Optional.of(new Exact(checked(json.isNumber(), node).decimalValue()));
      case TEXT -> Optional.of(new Text(checked(json.isTextual(), node).textValue()));
      case DATE -> moment(node, Moment.date(checked(json.isTextual(), node).textValue()));
      case DATE_TIME -> moment(node, Moment.dateTime(checked(json.isTextual(), node).textValue()));
      case TIME -> moment(node, Moment.time(checked(json.isTextual(), node).textValue()));
      case QUANTITY -> amount(json).or(() -> Optional.of(item));
      case STRUCTURE -> Optional.of(item);
    };
  }

  private static JsonNode checked(boolean valid, Node node) {
    if (!valid) {
      throw new PathFailure(
          BAD_VALUE + " " + node.type().name(),
          "Correct the resource; validation names the element.");
    }
    return node.json();
  }

  private static Optional<Item> moment(Node node, Optional<Moment> moment) {
    checked(moment.isPresent(), node);
    return moment.map(When::new);
  }

  private static Optional<Item> amount(JsonNode json) {
    if (!json.path("value").isNumber()) {
      return Optional.empty();
    }
    var unit = json.path("code").asText(json.path("unit").asText("1"));
    return Optional.of(new Amount(json.get("value").decimalValue(), unit));
  }

  /** The only item; empty when there is none. */
  static Optional<Item> single(List<Item> items, String where) {
    if (items.size() > 1) {
      throw new PathFailure(
          "The " + where + " takes one value and was given several",
          "Narrow the path with where(), or choose one with first().");
    }
    return items.isEmpty() ? Optional.empty() : system(items.get(0));
  }

  /** Three-valued; one item that is no Boolean counts as true (singleton evaluation). */
  static Optional<Boolean> truth(List<Item> items, String where) {
    return single(items, where).map(item -> !(item instanceof Truth truth) || truth.value());
  }

  static boolean isTrue(List<Item> items, String where) {
    return truth(items, where).orElse(false);
  }

  static Optional<String> text(List<Item> items, String where) {
    return single(items, where)
        .map(
            item -> {
              if (item instanceof Text text) {
                return text.value();
              }
              throw wrongType(where, "text");
            });
  }

  static Optional<Long> whole(List<Item> items, String where) {
    return single(items, where)
        .map(
            item -> {
              if (item instanceof Whole whole) {
                return whole.value();
              }
              throw wrongType(where, "a whole number");
            });
  }

  /** The number of a whole number or decimal; empty for anything else. */
  static Optional<BigDecimal> number(Item item) {
    if (item instanceof Whole whole) {
      return Optional.of(BigDecimal.valueOf(whole.value()));
    }
    return item instanceof Exact exact ? Optional.of(exact.value()) : Optional.empty();
  }

  static PathFailure wrongType(String where, String wanted) {
    return new PathFailure(
        "The " + where + " takes " + wanted + " and was given something else",
        "Select the element of that type, for example with ofType().");
  }

  /** How a value is written in FHIR; empty for a structure or a quantity. */
  static Optional<String> written(Item item) {
    if (item instanceof Node node) {
      return node.type().isPrimitive() && node.json().isValueNode() && !node.json().isNull()
          ? Optional.of(node.json().asText())
          : Optional.empty();
    }
    if (item instanceof Truth truth) {
      return Optional.of(String.valueOf(truth.value()));
    }
    if (item instanceof Whole whole) {
      return Optional.of(String.valueOf(whole.value()));
    }
    if (item instanceof Exact exact) {
      return Optional.of(exact.value().toPlainString());
    }
    if (item instanceof Text text) {
      return Optional.of(text.value());
    }
    return item instanceof When when ? Optional.of(when.value().toString()) : Optional.empty();
  }
}
