package parley.submissions.allowlist;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.submissions.allowlist.AllowListReading.Problem;

/**
 * Checks the elements of an agreement against the definitions of FHIR R4. What holds text that
 * somebody could have typed cannot be listed: only booleans, numbers, codes of closed sets,
 * codings, references, ids and dates to the month or year.
 */
public final class AllowLists {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final Set<String> NUMBERS =
      Set.of("boolean", "integer", "positiveInt", "unsignedInt", "decimal");
  private static final Set<String> DATES = Set.of("date", "dateTime");
  private static final String RESPONSE = "QuestionnaireResponse.";

  /** Nobody has asked a relative whether anything of them may leave. */
  private static final Set<String> OF_RELATIVES =
      Set.of("RelatedPerson.id", "RelatedPerson.patient.reference", "RelatedPerson.active");

  private final List<Problem> problems = new ArrayList<>();

  private AllowLists() {}

  /** Reads a list; every fault of it is told. */
  public static AllowListReading read(List<ListedElement> elements) {
    return new AllowLists().list(elements);
  }

  private AllowListReading list(List<ListedElement> elements) {
    var leaves = new LinkedHashMap<String, Leaf>();
    for (var element : elements) {
      leaf(element)
          .ifPresent(
              leaf -> {
                if (leaves.put(element.path(), leaf) != null) {
                  problem(element.path(), "an element stands once", "remove all but one");
                }
              });
    }
    return problems.isEmpty()
        ? new AllowListReading.Accepted(new AllowList(leaves))
        : new AllowListReading.Refused(problems);
  }

  private Optional<Leaf> leaf(ListedElement element) {
    var path = element.path();
    if (!path.matches("[A-Z][A-Za-z]{1,40}(\\.[a-z][A-Za-z0-9]{0,60}){1,20}")) {
      return problem("", "an element is a path such as Observation.status", "write it so");
    }
    if (AllowList.isNever(path)) {
      return problem(path, "it may hold what somebody typed, or names a person", "leave it out");
    }
    if (path.startsWith("RelatedPerson.") && !OF_RELATIVES.contains(path)) {
      return problem(path, "it is of somebody who is no patient", "leave it out");
    }
    if (path.equals("Group.quantity")) {
      return problem(path, "a count of people leaves as a figure alone", "leave it out");
    }
    var leaf = walked(path, element.precision());
    var isDate = leaf.filter(it -> it == Leaf.MONTH || it == Leaf.YEAR).isPresent();
    if (leaf.isPresent() && element.precision().isPresent() && !isDate) {
      return problem(path, "only a date has a precision", "leave the precision out");
    }
    return leaf;
  }

  private Optional<Leaf> walked(String path, Optional<String> precision) {
    var names = path.split("\\.");
    if (!FHIR.getResourceTypes().contains(names[0])) {
      return problem(path, "it begins with a resource type of FHIR R4", "mend the path");
    }
    if (names.length == 2 && names[1].equals("id")) {
      return Optional.of(Leaf.ID);
    }
    BaseRuntimeElementDefinition<?> at = FHIR.getResourceDefinition(names[0]);
    Optional<BaseRuntimeChildDefinition> by = Optional.empty();
    var parent = "";
    for (var step = 1; step < names.length; step++) {
      var next = names[step];
      by =
          Optional.of(at)
              .filter(BaseRuntimeElementCompositeDefinition.class::isInstance)
              .map(it -> ((BaseRuntimeElementCompositeDefinition<?>) it).getChildByName(next));
      var found = by.map(child -> child.getChildByName(next));
      if (found.isEmpty()) {
        return problem(path, "FHIR R4 has no such element", "mend the path");
      }
      parent = at.getName();
      at = found.get();
    }
    return ending(path, parent, at.getName(), by.orElseThrow(), precision);
  }

  private Optional<Leaf> ending(
      String path,
      String parent,
      String type,
      BaseRuntimeChildDefinition by,
      Optional<String> precision) {
    if (type.equals("Coding")) {
      return Optional.of(Leaf.CODING);
    }
    if (parent.equals("Reference") && path.endsWith(".reference")) {
      return Optional.of(Leaf.REFERENCE);
    }
    if (path.equals(RESPONSE + "questionnaire")) {
      return Optional.of(Leaf.QUESTIONNAIRE);
    }
    if (path.startsWith(RESPONSE) && path.endsWith(".linkId")) {
      return Optional.of(Leaf.LINK_ID);
    }
    if (DATES.contains(type)) {
      return date(path, precision);
    }
    if (NUMBERS.contains(type)
        || by instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition) {
      return Optional.of(Leaf.PLAIN);
    }
    return problem(
        path,
        "only booleans, numbers, codes of closed sets, codings, references, ids and dates leave",
        "name such an element");
  }

  private Optional<Leaf> date(String path, Optional<String> precision) {
    var leaf =
        switch (precision.orElse("")) {
          case "month" -> Optional.of(Leaf.MONTH);
          case "year" -> Optional.of(Leaf.YEAR);
          default -> Optional.<Leaf>empty();
        };
    return leaf.isPresent()
        ? leaf
        : problem(path, "of a date the month or the year leaves", "give precision month or year");
  }

  private Optional<Leaf> problem(String path, String rule, String remedy) {
    problems.add(new Problem(path, rule, remedy));
    return Optional.empty();
  }
}
