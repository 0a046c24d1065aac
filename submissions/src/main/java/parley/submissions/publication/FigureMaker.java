package parley.submissions.publication;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.Shown;

/** Makes figures of what is shown, and of nothing else: no exact count gets here. */
final class FigureMaker {

  private final CountModel model;
  private final Map<CellKey, Shown> cells;
  private final PublishedPeriod period;
  private final PublicationOrder order;

  private FigureMaker(
      CountModel model, Map<CellKey, Shown> cells, PublishedPeriod period, PublicationOrder order) {
    this.model = model;
    this.cells = cells;
    this.period = period;
    this.order = order;
  }

  /**
   * The figures of all cells. A place of which nothing at all can be shown is left out, for its row
   * would say that somebody is there; a provider never is.
   */
  static List<PublishedFigure> of(
      CountModel model, Map<CellKey, Shown> cells, PublishedPeriod period, PublicationOrder order) {
    var maker = new FigureMaker(model, cells, period, order);
    var spots = new TreeSet<Spot>();
    cells.keySet().stream().map(CellKey::population).distinct().map(Spot::of).forEach(spots::add);
    var figures = new ArrayList<PublishedFigure>();
    for (var parts : model.parts().values()) {
      maker.add(parts, spots, figures);
    }
    var shown = new LinkedHashMap<Place, Boolean>();
    figures.forEach(
        figure ->
            shown.merge(
                figure.place(),
                !figure.isHidden() || figure.place().type() == PlaceType.PROVIDER,
                Boolean::logicalOr));
    return figures.stream().filter(figure -> shown.get(figure.place())).toList();
  }

  private void add(MeasureParts parts, SortedSet<Spot> spots, List<PublishedFigure> figures) {
    for (var spot : spots) {
      if (spot.isTotal() || parts.has(spot.breakdown())) {
        figure(parts, spot).ifPresent(figures::add);
      }
    }
  }

  private Optional<PublishedFigure> figure(MeasureParts parts, Spot spot) {
    var numerator = parts.numerator().flatMap(one -> cell(one.count(), one.at(spot)));
    var denominator = parts.denominator().flatMap(one -> cell(one.count(), one.at(spot)));
    var complement = parts.complement().flatMap(one -> cell(one.count(), one.at(spot)));
    var sum = parts.sum().flatMap(one -> cell(one, spot));
    var hidden = Optional.of(Shown.HIDDEN);
    return switch (parts.measure().kind()) {
      case COUNT ->
          numerator.map(
              count -> figure(parts, spot, numerator, Optional.empty(), number(numerator)));
      case RATE ->
          denominator
              .filter(whole -> numerator.isPresent())
              .map(
                  whole ->
                      new PublishedFigure(
                          parts.measure(),
                          spot.place(),
                          spot.breakdown(),
                          spot.category(),
                          numerator,
                          denominator,
                          complement,
                          rate(numerator, whole, complement)));
      case SUM -> sum.map(one -> figure(parts, spot, sum, Optional.empty(), number(sum)));
      case MEAN ->
          denominator
              .filter(whole -> sum.isPresent())
              .map(whole -> figure(parts, spot, sum, denominator, mean(sum, whole)));
      case MEDIAN ->
          cell(parts.measure().id(), spot)
              .map(
                  median ->
                      figure(
                          parts,
                          spot,
                          Optional.empty(),
                          denominator.or(() -> hidden),
                          number(Optional.of(median))));
    };
  }

  private static PublishedFigure figure(
      MeasureParts parts,
      Spot spot,
      Optional<Shown> numerator,
      Optional<Shown> denominator,
      Optional<BigDecimal> value) {
    return new PublishedFigure(
        parts.measure(),
        spot.place(),
        spot.breakdown(),
        spot.category(),
        numerator,
        denominator,
        Optional.empty(),
        value);
  }

  /** Releases of earlier versions had no complement: then what they showed is divided. */
  private Optional<BigDecimal> rate(
      Optional<Shown> numerator, Shown denominator, Optional<Shown> complement) {
    return numerator.flatMap(
        part ->
            complement
                .map(rest -> order.rule().percentage(part, denominator, rest))
                .orElseGet(() -> order.rule().percentage(part, denominator)));
  }

  private static Optional<BigDecimal> mean(Optional<Shown> sum, Shown people) {
    return sum.filter(one -> one instanceof Shown.Count && people instanceof Shown.Count)
        .map(
            one ->
                BigDecimal.valueOf(((Shown.Count) one).rounded())
                    .divide(
                        BigDecimal.valueOf(((Shown.Count) people).rounded()),
                        1,
                        RoundingMode.HALF_UP));
  }

  private static Optional<BigDecimal> number(Optional<Shown> shown) {
    return shown
        .filter(Shown.Count.class::isInstance)
        .map(one -> BigDecimal.valueOf(((Shown.Count) one).rounded()));
  }

  private Optional<Shown> cell(String name, Spot spot) {
    return Optional.ofNullable(
        cells.get(new CellKey(name, spot.text(), period.code(), order.kind().code())));
  }
}
