package parley.submissions.measure;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.submissions.view.Cell;
import parley.submissions.view.Column;
import parley.submissions.view.output.CsvRows;

/**
 * Figures as CSV (RFC 4180, UTF-8): measure, name, period, level, organisation, stratifier,
 * stratum, numerator, denominator, value. What a measure has not is an empty field.
 */
public final class FigureCsv {

  private static final List<String> COLUMNS =
      List.of(
          "measure",
          "name",
          "period_start",
          "period_end",
          "level",
          "organisation",
          "stratifier",
          "stratum",
          "numerator",
          "denominator",
          "value");

  private FigureCsv() {}

  /** Writes the figures in their order; the stream is flushed and left open. */
  public static void write(Figures figures, OutputStream out) {
    var rows = new CsvRows(out, true);
    rows.start(
        COLUMNS.stream()
            .map(name -> new Column(name, "string", false, "varchar", Optional.empty()))
            .toList());
    for (var figure : figures.all()) {
      rows.row(cells(figures, figure));
    }
    rows.end();
  }

  private static List<Cell> cells(Figures figures, Figure figure) {
    var population = figure.population();
    var cells = new ArrayList<Cell>();
    Stream.of(
            figure.measure().id(),
            figure.measure().measure().getName(),
            figures.facts().start().toString(),
            figures.facts().end().toString(),
            population.level(),
            population.organisation(),
            population.stratifier(),
            population.stratum())
        .map(Cell.Text::new)
        .forEach(cells::add);
    cells.add(number(figure.numerator()));
    cells.add(number(figure.denominator()));
    cells.add(number(figure.value()));
    return cells;
  }

  private static Cell number(Optional<BigDecimal> number) {
    return number.<Cell>map(Cell.Exact::new).orElse(Cell.ABSENT);
  }
}
