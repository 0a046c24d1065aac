package parley.submissions.publication;

import java.util.List;
import parley.submissions.disclosure.SmallNumberRule;

/**
 * The figures of one publication, in the order of the measures, then by place, breakdown and
 * category.
 *
 * @param order how they were to be published
 * @param joined whether they were made of figures published before, without new counts
 */
public record PublishedFigures(
    PublishedPeriod period, PublicationOrder order, boolean joined, List<PublishedFigure> all) {
  public PublishedFigures {
    all = List.copyOf(all);
  }

  SmallNumberRule rule() {
    return order.rule();
  }
}
