package parley.submissions.agreement;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which figures an agreement asks for.
 *
 * @param measures ids such as {@code M192}, in the order of the agreement; none for all measures
 * @param levels organisations that figures are of; at least one
 */
public record FigureChoice(List<String> measures, Set<Level> levels) {

  /** Kinds of organisations. */
  public enum Level {
    PROVIDER("provider"),
    /** Sub-ICB location. */
    SUB_ICB("sub-icb"),
    /** Integrated care board. */
    ICB("icb");

    private final String code;

    Level(String code) {
      this.code = code;
    }

    /** As agreements say it. */
    public String code() {
      return code;
    }
  }

  public FigureChoice {
    measures = List.copyOf(measures);
    levels = Set.copyOf(EnumSet.copyOf(levels));
  }

  /** Whether figures of a measure are asked for. */
  public boolean has(String measure) {
    return measures.isEmpty() || measures.contains(measure);
  }
}
