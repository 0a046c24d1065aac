package parley.submissions.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import parley.submissions.view.path.Kind;
import parley.submissions.view.path.PathExpression;
import parley.submissions.view.path.TypeModel;

/** Reads one {@code column}. */
final class ColumnReader {

  private static final String FHIR = "http://hl7.org/fhir/StructureDefinition/";
  private static final String FHIRPATH = "http://hl7.org/fhirpath/System.";
  private static final Set<String> ELEMENTS =
      Set.of("id", "extension", "path", "name", "description", "collection", "type", "tag");

  private final TypeModel model;
  private final Problems problems;
  private final Set<ViewProfile> profiles;

  /** A column with all that is needed to fill it. */
  record ReadColumn(Column column, CellType type, PathExpression path) {}

  ColumnReader(TypeModel model, Problems problems, Set<ViewProfile> profiles) {
    this.model = model;
    this.problems = problems;
    this.profiles = profiles;
  }

  /**
   * @param path its path, if it could be compiled
   * @return empty when a problem leaves no column
   */
  Optional<ReadColumn> read(JsonNode json, String place, Optional<PathExpression> path) {
    problems.onlyKnown(json, place, ELEMENTS);
    var name = problems.required(json, place, "name");
    problems.sqlName(name, place);
    var collection = collection(json, place);
    var sqlType = sqlTypeTag(json, place);
    var description = problems.text(json, place, "description");
    var type = type(json, place, path);
    type.ifPresent(known -> tabular(place, known, collection));
    if (name.isEmpty() || path.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    var column =
        new Column(
            name.get(),
            type.get().name(),
            collection,
            sqlType.orElse(type.get().sqlType() + (collection ? " ARRAY" : "")),
            description);
    return Optional.of(new ReadColumn(column, type.get(), path.get()));
  }

  private boolean collection(JsonNode json, String place) {
    var collection = json.path("collection");
    if (!collection.isMissingNode() && !collection.isBoolean()) {
      problems.add(place + ".collection", "This is not true or false", "Write true or false.");
    }
    return collection.asBoolean(false);
  }

  private void tabular(String place, CellType type, boolean collection) {
    if (!profiles.contains(ViewProfile.TABULAR)) {
      return;
    }
    if (collection) {
      problems.add(
          place + ".collection",
          "A tabular view has one value in each cell",
          "Use forEach, join() or first().");
    }
    if (type.isStructure()) {
      problems.add(
          place + ".type",
          "A tabular view has primitive types only",
          "Select the elements of the structure as columns.");
    }
  }

  private Optional<CellType> type(JsonNode json, String place, Optional<PathExpression> path) {
    if (!json.has("type")) {
      if (profiles.contains(ViewProfile.SHAREABLE)) {
        problems.add(
            place + ".type", "A shareable view says the type of each column", "Add the type.");
      }
      return path.flatMap(one -> inferred(one, place));
    }
    var declared = problems.text(json, place, "type").flatMap(text -> declared(text, place));
    if (declared.isPresent() && path.isPresent()) {
      var types = path.get().types();
      if (!types.isEmpty() && types.stream().noneMatch(declared.get()::takes)) {
        problems.add(
            place + ".type",
            "The path gives " + types.get(0) + " and the type is " + declared.get().name(),
            "Set the type to that of the path.");
      }
    }
    return declared;
  }

  private Optional<CellType> inferred(PathExpression path, String place) {
    var inferred = CellType.inferred(path.types());
    if (inferred.isEmpty()) {
      problems.add(
          place + ".type",
          "The path gives a structure (" + path.types().get(0) + ") and the column has no type",
          "Set the type, or select an element of the structure.");
    }
    return inferred;
  }

  private Optional<CellType> declared(String text, String place) {
    var name = text.startsWith(FHIR) ? text.substring(FHIR.length()) : text;
    if (name.startsWith(FHIRPATH) && name.length() > FHIRPATH.length()) {
      var system = name.substring(FHIRPATH.length());
      name = Character.toLowerCase(system.charAt(0)) + system.substring(1);
    }
    if (name.equals("integer64")) {
      return Optional.of(new CellType(name, Kind.WHOLE, false));
    }
    var known = model.element(name);
    if (known.isEmpty()) {
      problems.add(
          place + ".type",
          "This is no type of FHIR R4",
          "Name a data type, such as string, or an element, such as Patient.contact.");
    }
    return known.map(type -> new CellType(type.name(), type.kind(), false));
  }

  private Optional<String> sqlTypeTag(JsonNode json, String place) {
    var found = Optional.<String>empty();
    var index = 0;
    for (var tag : problems.objects(json, place, "tag")) {
      var at = Problems.numbered(place, "tag", index++);
      var name = problems.required(tag, at, "name");
      var value = problems.required(tag, at, "value");
      if (name.equals(Optional.of("ansi/type"))) {
        found = value;
      }
    }
    return found;
  }
}
