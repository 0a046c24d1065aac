package parley.submissions.publication;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import parley.submissions.page.HtmlText;

/**
 * Horizontal bars as SVG within a page: black and grey on white, the number beside each bar, a star
 * where it is hidden. Says in words what it is of; the numbers are those of the table beside it.
 */
final class BarChart {

  /**
   * One bar.
   *
   * @param value empty when it is hidden
   */
  record Bar(String label, Optional<BigDecimal> value) {}

  private static final int WIDTH = 760;
  private static final int LEFT = 300;
  private static final int LONGEST = 380;
  private static final int ROW = 26;
  private static final int LABEL = 44;

  private BarChart() {}

  /**
   * The element.
   *
   * @param id begins the ids of its title and description
   */
  static String of(String id, String title, String unit, List<Bar> bars) {
    var most =
        bars.stream()
            .flatMap(bar -> bar.value().stream())
            .max(BigDecimal::compareTo)
            .filter(value -> value.signum() > 0)
            .orElse(BigDecimal.ONE);
    var height = bars.size() * ROW + 10;
    var svg = new StringBuilder();
    svg.append("<svg role=\"img\" aria-labelledby=\"")
        .append(id)
        .append("-t ")
        .append(id)
        .append("-d\" viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(height)
        .append("\" width=\"")
        .append(WIDTH)
        .append("\" height=\"")
        .append(height)
        .append("\">\n<title id=\"")
        .append(id)
        .append("-t\">")
        .append(HtmlText.escaped(title))
        .append("</title>\n<desc id=\"")
        .append(id)
        .append("-d\">Bars, one for each row of the table that follows, in ")
        .append(HtmlText.escaped(unit))
        .append(". A star stands for a hidden number.</desc>\n");
    var top = 5;
    for (var bar : bars) {
      row(svg, bar, most, top);
      top += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Bar bar, BigDecimal most, int top) {
    var middle = top + 17;
    text(svg, LEFT - 8, middle, "end", shortened(bar.label()));
    if (bar.value().isEmpty()) {
      text(svg, LEFT + 4, middle, "start", "*");
      return;
    }
    var value = bar.value().get();
    var length =
        value
            .multiply(BigDecimal.valueOf(LONGEST))
            .divide(most, 0, java.math.RoundingMode.HALF_UP)
            .max(BigDecimal.ONE);
    svg.append("<rect x=\"")
        .append(LEFT)
        .append("\" y=\"")
        .append(top + 3)
        .append("\" width=\"")
        .append(length.toPlainString())
        .append("\" height=\"")
        .append(ROW - 8)
        .append("\" fill=\"#3b5b7a\"/>\n");
    text(svg, LEFT + length.intValue() + 6, middle, "start", value.toPlainString());
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append("<text x=\"")
        .append(x)
        .append("\" y=\"")
        .append(y)
        .append("\" text-anchor=\"")
        .append(anchor)
        .append("\">")
        .append(HtmlText.escaped(text))
        .append("</text>\n");
  }

  private static String shortened(String label) {
    return label.length() <= LABEL ? label : label.substring(0, LABEL - 1) + '\u2026';
  }
}
