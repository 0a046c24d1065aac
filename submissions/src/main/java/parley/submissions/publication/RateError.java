package parley.submissions.publication;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import parley.submissions.measure.MeasureDefinition.Kind;

/** How far shown percentages are from the exact ones. Not for publication. */
final class RateError {

  private static final long LARGE = 500;

  private RateError() {}

  /** Of all percentages of whole providers with 500 or more, in percentage points. */
  static Optional<BigDecimal> largest(
      List<PublishedFigure> figures, ExactCounts exact, CountModel model) {
    return figures.stream()
        .filter(figure -> figure.measure().kind() == Kind.RATE && figure.value().isPresent())
        .filter(figure -> figure.place().type() == PlaceType.PROVIDER)
        .filter(figure -> spot(figure).isTotal())
        .flatMap(figure -> error(figure, exact, model.parts().get(figure.measure().id())).stream())
        .max(BigDecimal::compareTo);
  }

  private static Optional<BigDecimal> error(
      PublishedFigure figure, ExactCounts exact, MeasureParts parts) {
    var part = exact.count(spot(figure), parts.numerator().orElseThrow());
    var whole = exact.count(spot(figure), parts.denominator().orElseThrow());
    if (whole < LARGE) {
      return Optional.empty();
    }
    return Optional.of(
        BigDecimal.valueOf(100 * part)
            .divide(BigDecimal.valueOf(whole), MathContext.DECIMAL32)
            .subtract(figure.value().orElseThrow())
            .abs()
            .setScale(2, java.math.RoundingMode.HALF_UP));
  }

  private static Spot spot(PublishedFigure figure) {
    return new Spot(figure.place(), figure.breakdown(), figure.category());
  }
}
