package parley.submissions.publication;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import parley.submissions.disclosure.Shown;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.Figure;
import parley.submissions.measure.Figures;

/** What would be published with defences off, for attacks that have to work on it. */
final class Undefended {

  private Undefended() {}

  /** What would be published without any defence: exact values. */
  static Map<String, BigDecimal> plain(Figures figures) {
    var plain = new HashMap<String, BigDecimal>();
    for (var figure : figures.all()) {
      figure.value().ifPresent(value -> plain.put(name(figure), value));
    }
    return plain;
  }

  private static String name(Figure figure) {
    var population = figure.population();
    return figure.measure().id()
        + '@'
        + population.organisation()
        + '|'
        + population.stratifier()
        + '|'
        + population.stratum();
  }

  /** The same rows with secondary suppression off: counts under 5 hidden, others rounded. */
  static String onlySmallHidden(PublishedFigures published, Figures exact) throws IOException {
    var off = new ArrayList<PublishedFigure>();
    for (var figure : published.all()) {
      var level =
          figure.place().type() == PlaceType.PROVIDER
              ? CountedPopulation.PROVIDER
              : CountedPopulation.COMMISSIONER;
      var population =
          new CountedPopulation(
              level, figure.place().code(), figure.breakdown(), figure.category());
      var is = exact.of(figure.measure().id(), population);
      var numerator = shown(is.flatMap(Figure::numerator).orElse(BigDecimal.ZERO));
      var denominator =
          figure
              .denominator()
              .map(one -> shown(is.flatMap(Figure::denominator).orElse(BigDecimal.ZERO)));
      off.add(
          new PublishedFigure(
              figure.measure(),
              figure.place(),
              figure.breakdown(),
              figure.category(),
              figure.numerator().map(one -> numerator),
              denominator,
              numerator instanceof Shown.Count count
                  ? java.util.Optional.of(BigDecimal.valueOf(count.rounded()))
                  : java.util.Optional.empty()));
    }
    return PublicationTest.csv(
        new PublishedFigures(published.period(), published.order(), false, off));
  }

  private static Shown shown(BigDecimal count) {
    return count.longValue() < 5 ? Shown.HIDDEN : new Shown.Count((count.longValue() + 2) / 5 * 5);
  }
}
