package parley.submissions.view;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.view.path.FhirType;
import parley.submissions.view.path.Item;
import parley.submissions.view.path.Kind;
import parley.submissions.view.path.PathFailure;

/**
 * Makes cells of values and keeps a column to one type (SQL on FHIR, Column Types).
 *
 * @param name FHIR type
 * @param anything whether the view left the type open and any single value is written as text
 */
record CellType(String name, Kind kind, boolean anything) {

  /** SQL on FHIR, default type mappings; what is not named here is CHARACTER VARYING. */
  private static final Map<String, String> SQL_TYPES =
      Map.of(
          "base64Binary", "BINARY",
          "boolean", "BOOLEAN",
          "instant", "TIMESTAMP WITH TIME ZONE",
          "integer", "INT",
          "integer64", "BIGINT",
          "positiveInt", "INT",
          "unsignedInt", "INT");

  static final CellType OPEN = new CellType("string", Kind.TEXT, true);

  String sqlType() {
    return SQL_TYPES.getOrDefault(name, "CHARACTER VARYING");
  }

  boolean isStructure() {
    return kind == Kind.STRUCTURE || kind == Kind.QUANTITY;
  }

  /** Whether values of a type can stand in the column. */
  boolean takes(FhirType type) {
    if (anything) {
      return type.isPrimitive();
    }
    return switch (kind) {
      case TEXT ->
          switch (type.kind()) {
            case TEXT, DATE, DATE_TIME, TIME -> true;
            default -> false;
          };
      case DECIMAL -> type.kind() == Kind.DECIMAL || type.kind() == Kind.WHOLE;
      case DATE_TIME ->
          type.kind() == Kind.DATE_TIME || type.kind() == Kind.DATE && !name.equals("instant");
      case TRUTH, WHOLE, DATE, TIME -> type.kind() == kind;
      case QUANTITY, STRUCTURE -> type.name().equals(name);
    };
  }

  /**
   * @throws PathFailure when the values are of another type, or more than one
   */
  Cell cell(List<Item> items, boolean collection) {
    if (collection) {
      return new Cell.Many(items.stream().map(this::cell).toList());
    }
    if (items.isEmpty()) {
      return Cell.ABSENT;
    }
    if (items.size() > 1) {
      throw new PathFailure(
          "The path gives several values and the column takes one",
          "Set collection to true, narrow the path, or choose a value with first().");
    }
    return cell(items.get(0));
  }

  private Cell cell(Item item) {
    if (!takes(Item.typeOf(item))) {
      throw mismatch(Item.typeOf(item).name());
    }
    if (isStructure()) {
      return structure(item);
    }
    return switch (kind) {
      case TRUTH, WHOLE, DECIMAL -> Item.value(item).map(this::single).orElse(Cell.ABSENT);
      default -> Item.written(item).<Cell>map(Cell.Text::new).orElse(Cell.ABSENT);
    };
  }

  private PathFailure mismatch(String found) {
    return new PathFailure(
        anything
            ? "The path gives a structure (" + found + ") and the column has no type"
            : "The path gives " + found + " and the type of the column is " + name,
        "Set the type of the column to that of the path, or select one of its elements.");
  }

  private Cell structure(Item item) {
    if (item instanceof Item.Node node) {
      return new Cell.Structure(node.json());
    }
    throw mismatch(Item.typeOf(item).name());
  }

  private Cell single(Item value) {
    if (value instanceof Item.Truth truth) {
      return new Cell.Truth(truth.value());
    }
    if (value instanceof Item.Whole whole) {
      return kind == Kind.DECIMAL
          ? new Cell.Exact(BigDecimal.valueOf(whole.value()))
          : new Cell.Whole(whole.value());
    }
    return value instanceof Item.Exact exact ? new Cell.Exact(exact.value()) : Cell.ABSENT;
  }

  /** The type of a column without one: that of its path, else text. */
  static Optional<CellType> inferred(List<FhirType> types) {
    var kinds = types.stream().map(FhirType::kind).distinct().toList();
    if (types.stream().anyMatch(type -> !type.isPrimitive())) {
      return types.size() == 1 ? Optional.empty() : Optional.of(OPEN);
    }
    if (kinds.size() != 1) {
      return Optional.of(OPEN);
    }
    var name = types.size() == 1 ? types.get(0).name() : generalName(kinds.get(0));
    return Optional.of(
        new CellType(
            name.startsWith("System.") ? generalName(kinds.get(0)) : name, kinds.get(0), false));
  }

  private static String generalName(Kind kind) {
    return switch (kind) {
      case TRUTH -> "boolean";
      case WHOLE -> "integer";
      case DECIMAL -> "decimal";
      case DATE -> "date";
      case DATE_TIME -> "dateTime";
      case TIME -> "time";
      default -> "string";
    };
  }
}
