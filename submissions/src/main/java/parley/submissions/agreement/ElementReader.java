package parley.submissions.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import parley.submissions.allowlist.AllowList;
import parley.submissions.allowlist.AllowListReading;
import parley.submissions.allowlist.AllowLists;
import parley.submissions.allowlist.ListedElement;

/** Reads the elements of FHIR resources that an agreement lets out in bulk. */
final class ElementReader {

  private final JsonNode tree;
  private final FigureReader.Problems problems;

  ElementReader(JsonNode tree, FigureReader.Problems problems) {
    this.tree = tree;
    this.problems = problems;
  }

  AllowList read(boolean anonymous) {
    var elements = new ArrayList<ListedElement>();
    for (var parameter : tree.path("parameter")) {
      if (parameter.path("name").asText().equals("element")) {
        elements.add(
            new ListedElement(
                part(parameter, "path", "valueString").orElse(""),
                part(parameter, "precision", "valueCode")));
      }
    }
    if (anonymous && !elements.isEmpty()) {
      problems.add(
          "element",
          "resources leave pseudonymised, never as anonymous data",
          "leave the elements out, or make it an agreement about PSEUDONYMISED");
    }
    var reading = AllowLists.read(elements);
    if (reading instanceof AllowListReading.Accepted accepted) {
      return accepted.list();
    }
    for (var one : ((AllowListReading.Refused) reading).problems()) {
      problems.add(("element " + one.path()).strip(), one.rule(), one.remedy());
    }
    return new AllowList(Set.of());
  }

  private static Optional<String> part(JsonNode parameter, String name, String type) {
    for (var part : parameter.path("part")) {
      if (part.path("name").asText().equals(name)) {
        return Optional.of(part.path(type).asText().strip());
      }
    }
    return Optional.empty();
  }
}
