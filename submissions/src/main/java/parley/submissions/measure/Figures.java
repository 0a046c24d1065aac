package parley.submissions.measure;

import java.util.List;
import java.util.Optional;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.rule.SubmissionFacts;

/**
 * The figures of a period.
 *
 * @param facts provider and reporting period
 * @param all measure by measure; in each the provider, then its commissioners, the total before its
 *     parts. Every measure has a figure for the total of each organisation
 */
public record Figures(SubmissionFacts facts, List<Figure> all) {
  public Figures {
    all = List.copyOf(all);
  }

  /** The figure of a measure for a population; empty when there is none. */
  public Optional<Figure> of(String measure, CountedPopulation population) {
    return all.stream()
        .filter(figure -> figure.measure().id().equals(measure))
        .filter(figure -> figure.population().equals(population))
        .findFirst();
  }
}
