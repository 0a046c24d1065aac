package parley.submissions.publication;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.submissions.disclosure.Shown;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.Figure;
import parley.submissions.measure.Figures;

/** What would be published with defences off, for attacks that have to work on it. */
public final class Undefended {

  private Undefended() {}

  /** What would be published without any defence: exact values. */
  public static Map<String, BigDecimal> plain(Figures figures) {
    var plain = new HashMap<String, BigDecimal>();
    for (var figure : figures.all()) {
      figure.value().ifPresent(value -> plain.put(name(figure), value));
    }
    return plain;
  }

  /** A published file. */
  public static String csv(PublishedFigures figures) throws IOException {
    return PublicationTest.csv(figures);
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
    return onlySmallHidden(published, List.of(exact), Map.of());
  }

  /**
   * The same of several providers, with integrated care boards.
   *
   * @param icbs board of each commissioner; every commissioner is published by name
   */
  public static String onlySmallHidden(
      PublishedFigures published, List<Figures> exact, Map<String, String> icbs)
      throws IOException {
    var off = new ArrayList<PublishedFigure>();
    for (var figure : published.all()) {
      var numerator = shown(sum(figure, exact, icbs, Figure::numerator));
      var denominator =
          figure.denominator().map(one -> shown(sum(figure, exact, icbs, Figure::denominator)));
      var others =
          figure
              .complement()
              .map(
                  one ->
                      shown(
                          sum(figure, exact, icbs, Figure::denominator)
                              .subtract(sum(figure, exact, icbs, Figure::numerator))));
      off.add(
          new PublishedFigure(
              figure.measure(),
              figure.place(),
              figure.breakdown(),
              figure.category(),
              figure.numerator().map(one -> numerator),
              denominator,
              others,
              numerator instanceof Shown.Count count
                  ? Optional.of(BigDecimal.valueOf(count.rounded()))
                  : Optional.empty()));
    }
    return PublicationTest.csv(
        new PublishedFigures(published.period(), published.order(), false, off));
  }

  private static BigDecimal sum(
      PublishedFigure figure,
      List<Figures> exact,
      Map<String, String> icbs,
      Function<Figure, Optional<BigDecimal>> part) {
    var code = figure.place().code();
    var sum = BigDecimal.ZERO;
    for (var figures : exact) {
      for (var one : figures.all()) {
        var population = one.population();
        var isCounted =
            switch (figure.place().type()) {
              case ALL -> population.level().equals(CountedPopulation.PROVIDER);
              case PROVIDER ->
                  population.level().equals(CountedPopulation.PROVIDER)
                      && population.organisation().equals(code);
              case ICB ->
                  population.level().equals(CountedPopulation.COMMISSIONER)
                      && code.equals(icbs.get(population.organisation()));
              default ->
                  population.level().equals(CountedPopulation.COMMISSIONER)
                      && population.organisation().equals(code);
            };
        if (isCounted
            && one.measure().id().equals(figure.measure().id())
            && population.stratifier().equals(figure.breakdown())
            && population.stratum().equals(figure.category())) {
          sum = sum.add(part.apply(one).orElse(BigDecimal.ZERO));
        }
      }
    }
    return sum;
  }

  private static Shown shown(BigDecimal count) {
    return count.longValue() < 5 ? Shown.HIDDEN : new Shown.Count((count.longValue() + 2) / 5 * 5);
  }
}
