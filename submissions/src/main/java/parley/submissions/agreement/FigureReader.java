package parley.submissions.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads which figures an agreement asks for. */
final class FigureReader {

  private static final String FIGURES = "figures";
  private static final String ALL = "all";

  private final JsonNode tree;
  private final Problems problems;

  FigureReader(JsonNode tree, Problems problems) {
    this.tree = tree;
    this.problems = problems;
  }

  /** Takes a problem. */
  interface Problems {
    void add(String field, String rule, String remedy);
  }

  /** Empty when it asks for none. */
  Optional<FigureChoice> read(boolean anonymous) {
    for (var parameter : tree.path("parameter")) {
      if (parameter.path("name").asText().equals(FIGURES)) {
        if (!anonymous) {
          problems.add(
              FIGURES, "figures are of the product ANONYMOUS", "ask for them in another agreement");
        }
        return Optional.of(choice(parameter));
      }
    }
    return Optional.empty();
  }

  private FigureChoice choice(JsonNode parameter) {
    var measures = new ArrayList<String>();
    var levels = EnumSet.noneOf(FigureChoice.Level.class);
    for (var part : parameter.path("part")) {
      var name = part.path("name").asText();
      if (name.equals("measure")) {
        measures.add(part.path("valueString").asText());
      } else if (name.equals("level")) {
        level(part.path("valueCode").asText()).ifPresent(levels::add);
      }
    }
    if (measures.isEmpty() || measures.stream().anyMatch(id -> !id.matches("all|[A-Z]\\d+"))) {
      problems.add(FIGURES, "its measures are ids, or all", "name them, such as M192");
    }
    if (measures.contains(ALL)) {
      measures.clear();
    }
    if (levels.isEmpty()) {
      problems.add(FIGURES, "it has a level", "name provider, sub-icb or icb");
      levels.addAll(Set.of(FigureChoice.Level.PROVIDER));
    }
    return new FigureChoice(measures, levels);
  }

  private Optional<FigureChoice.Level> level(String code) {
    var level =
        Arrays.stream(FigureChoice.Level.values())
            .filter(one -> one.code().equals(code))
            .findFirst();
    if (level.isEmpty()) {
      problems.add(FIGURES, "a level is provider, sub-icb or icb", "name one of these");
    }
    return level;
  }
}
