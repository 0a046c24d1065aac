package parley.submissions.view.path;

import java.util.List;
import java.util.stream.Stream;

/** The types that operators give; an empty list says that they are not known. */
final class CompiledTypes {

  private CompiledTypes() {}

  static List<FhirType> joined(List<FhirType> left, List<FhirType> right) {
    return Stream.concat(left.stream(), right.stream()).distinct().toList();
  }

  static List<FhirType> arithmetic(String operator, List<FhirType> left, List<FhirType> right) {
    if (operator.equals("&")) {
      return List.of(TypeModel.STRING);
    }
    if (left.isEmpty() || right.isEmpty()) {
      return List.of();
    }
    if (all(left, Kind.WHOLE) && all(right, Kind.WHOLE)) {
      return List.of(operator.equals("/") ? TypeModel.DECIMAL : TypeModel.INTEGER);
    }
    if (left.size() > 1 || right.size() > 1) {
      return List.of();
    }
    return switch (left.get(0).kind()) {
      case TEXT -> List.of(TypeModel.STRING);
      case DATE -> List.of(TypeModel.DATE);
      case DATE_TIME -> List.of(TypeModel.DATE_TIME);
      case TIME -> List.of(TypeModel.TIME);
      case QUANTITY -> List.of(TypeModel.QUANTITY);
      case WHOLE, DECIMAL ->
          List.of(operator.equals("div") ? TypeModel.INTEGER : TypeModel.DECIMAL);
      default -> List.of();
    };
  }

  private static boolean all(List<FhirType> types, Kind kind) {
    return types.stream().allMatch(type -> type.kind() == kind);
  }
}
