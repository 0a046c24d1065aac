package parley.submissions.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is wrong with a view, and reads elements whose form is checked on the way. */
final class Problems {

  /** The specification's rule sql-name: what any database takes as the name of a column. */
  private static final Pattern SQL_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private final List<ViewProblem> all = new ArrayList<>();
  private final List<ViewProblem> notes = new ArrayList<>();

  List<ViewProblem> all() {
    return all;
  }

  List<ViewProblem> notes() {
    return notes;
  }

  void add(String place, String rule, String remedy) {
    all.add(new ViewProblem(place, rule, remedy));
  }

  void note(String place, String rule, String remedy) {
    notes.add(new ViewProblem(place, rule, remedy));
  }

  /** A text that is not empty; a problem when the element is there and is none. */
  Optional<String> text(JsonNode owner, String place, String element) {
    var json = owner.path(element);
    if (json.isMissingNode()) {
      return Optional.empty();
    }
    if (!json.isTextual() || json.textValue().isBlank()) {
      add(within(place, element), "This is not a text", "Write it in quotation marks.");
      return Optional.empty();
    }
    return Optional.of(json.textValue());
  }

  Optional<String> required(JsonNode owner, String place, String element) {
    if (owner.path(element).isMissingNode()) {
      add(within(place, element), "The element is required", "Add " + element + ".");
    }
    return text(owner, place, element);
  }

  void sqlName(Optional<String> name, String place) {
    if (name.isPresent() && !SQL_NAME.matcher(name.get()).matches()) {
      add(
          within(place, "name"),
          "A name is made of letters, digits and underscores and begins with a letter",
          "Rename it, for example to first_name.");
    }
  }

  /** The objects of a list, possibly none; a problem when the element is no list of objects. */
  List<JsonNode> objects(JsonNode owner, String place, String element) {
    var json = owner.path(element);
    if (json.isMissingNode()) {
      return List.of();
    }
    var objects = new ArrayList<JsonNode>();
    json.forEach(objects::add);
    if (!json.isArray() || !objects.stream().allMatch(JsonNode::isObject)) {
      add(within(place, element), "This is not a list of objects", "Write it as [{...}].");
      return List.of();
    }
    return objects;
  }

  /** A misspelt element would otherwise be passed over and the table be another. */
  void onlyKnown(JsonNode owner, String place, Set<String> known) {
    owner
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name) && !known.contains(name.replaceFirst("^_", ""))) {
                add(
                    within(place, name),
                    "There is no such element here",
                    "Correct its spelling or take it out.");
              }
            });
  }

  static String within(String place, String element) {
    return place.equals(ViewReader.ROOT) ? element : place + "." + element;
  }

  static String numbered(String place, String element, int index) {
    return within(place, element) + "[" + index + "]";
  }
}
