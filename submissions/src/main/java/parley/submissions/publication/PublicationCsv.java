package parley.submissions.publication;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import parley.submissions.disclosure.Shown;
import parley.submissions.product.Product.Anonymous;
import parley.submissions.product.ProductRow;
import parley.submissions.product.ProductWriter;

/** Published figures as CSV, one row a figure. What a measure has not is an empty field. */
public final class PublicationCsv {

  /** The one reason that is ever given: why exactly is nobody's to know. */
  static final String MASKED = "masked";

  private static final List<String> COLUMNS =
      List.of(
          "measure",
          "title",
          "period",
          "release",
          "place_type",
          "place",
          "breakdown",
          "category",
          "numerator",
          "denominator",
          "value",
          "unit",
          "hidden",
          "complement");

  private PublicationCsv() {}

  /** Writes the figures in their order; the stream is flushed and left open. */
  public static void write(PublishedFigures figures, OutputStream out) throws IOException {
    var writer = new ProductWriter<>(Anonymous.KIND, COLUMNS, out);
    for (var figure : figures.all()) {
      writer.write(
          new ProductRow<>(
              Anonymous.KIND,
              List.of(
                  figure.measure().id(),
                  figure.measure().measure().getTitle(),
                  figures.period().code(),
                  figures.order().kind().code(),
                  figure.place().type().code(),
                  figure.place().code(),
                  figure.breakdown(),
                  figure.category(),
                  text(figure.numerator()),
                  text(figure.denominator()),
                  figure.value().map(BigDecimal::toPlainString).orElse(Shown.STAR),
                  FigureUnit.of(figure.measure()).word(),
                  figure.isHidden() ? MASKED : "",
                  text(figure.complement()))));
    }
    out.flush();
  }

  private static String text(Optional<Shown> shown) {
    return shown.map(Shown::toString).orElse("");
  }
}
