package parley.submissions.publication;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parley.submissions.disclosure.Shown;
import parley.submissions.page.HtmlText;

/**
 * Published figures as one HTML page for everybody: no script, nothing loaded from elsewhere. Every
 * chart has the same numbers in a table beside it.
 */
public final class PublicationPage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

  private static final String STYLE =
      "body{font:17px/1.5 sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;"
          + "background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0}"
          + "caption{text-align:left;font-weight:bold;padding:.3rem 0}"
          + "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left}"
          + "td.n{text-align:right}thead th{background:#eef2f5}a{color:#00479d}"
          + "a:focus{outline:3px solid #b35900;outline-offset:2px}svg{max-width:100%;height:auto}"
          + "svg text{font:15px sans-serif;fill:#1a1a1a}.skip{position:absolute;left:-99rem}"
          + ".skip:focus{position:static}";

  private final PublishedFigures figures;
  private final Breakdowns breakdowns = Breakdowns.packaged();
  private final Writer page;

  private PublicationPage(PublishedFigures figures, Writer page) {
    this.figures = figures;
    this.page = page;
  }

  /** Writes the page in UTF-8; the stream is flushed and left open. */
  public static void write(PublishedFigures figures, OutputStream out) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    new PublicationPage(figures, writer).write();
    writer.flush();
  }

  private void write() throws IOException {
    var byMeasure = new LinkedHashMap<String, List<PublishedFigure>>();
    for (var figure : figures.all()) {
      byMeasure.computeIfAbsent(figure.measure().id(), id -> new ArrayList<>()).add(figure);
    }
    var title = "NHS Talking Therapies: " + period();
    page.write(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\"/>\n"
            + "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    element("title", title);
    page.write("<style>" + STYLE + "</style>\n</head>\n<body>\n");
    page.write("<a class=\"skip\" href=\"#figures\">Skip to the figures</a>\n<header>\n");
    element("h1", title);
    element("p", release());
    page.write("</header>\n<main>\n");
    element("h2", "How to read these figures");
    page.write("<ul>\n");
    for (var note : PageText.notes(figures)) {
      element("li", note);
    }
    page.write("</ul>\n");
    contents(byMeasure);
    page.write("<div id=\"figures\">\n");
    for (var its : byMeasure.values()) {
      section(its);
    }
    page.write("</div>\n</main>\n</body>\n</html>\n");
  }

  private void contents(Map<String, List<PublishedFigure>> byMeasure) throws IOException {
    page.write("<nav aria-label=\"Measures\">\n");
    element("h2", "Measures");
    page.write("<ul>\n");
    for (var its : byMeasure.values()) {
      var measure = its.get(0).measure();
      page.write(
          "<li><a href=\"#"
              + HtmlText.escaped(measure.id())
              + "\">"
              + HtmlText.escaped(measure.measure().getTitle())
              + "</a></li>\n");
    }
    page.write("</ul>\n</nav>\n");
  }

  private void section(List<PublishedFigure> its) throws IOException {
    var measure = its.get(0).measure();
    var id = HtmlText.escaped(measure.id());
    page.write(
        "<section aria-labelledby=\""
            + id
            + "\">\n<h2 id=\""
            + id
            + "\">"
            + HtmlText.escaped(measure.measure().getTitle())
            + " ("
            + id
            + ")</h2>\n");
    element("p", measure.measure().getDescription());
    var totals = its.stream().filter(one -> spot(one).isTotal()).toList();
    block(measure.id() + "-places", "By place", totals, this::place);
    for (var whole : wholes(totals)) {
      var groups =
          its.stream().filter(one -> one.place().equals(whole) && !spot(one).isTotal()).toList();
      if (!groups.isEmpty()) {
        block(
            measure.id() + '-' + whole.code().replaceAll("[^A-Za-z0-9]", "-"),
            "By group: " + place(whole),
            groups,
            this::group);
      }
    }
    page.write("</section>\n");
  }

  /** Places that groups are shown of: all together, or the one provider. */
  private static List<Place> wholes(List<PublishedFigure> totals) {
    var places = totals.stream().map(PublishedFigure::place).toList();
    var type = places.contains(Place.ALL) ? PlaceType.ALL : PlaceType.PROVIDER;
    return places.stream().filter(place -> place.type() == type).toList();
  }

  private interface Label {
    String of(PublishedFigure figure);
  }

  private void block(String id, String caption, List<PublishedFigure> rows, Label label)
      throws IOException {
    var measure = rows.get(0).measure();
    var unit = FigureUnit.of(measure).word();
    var title = measure.measure().getTitle() + ". " + caption;
    page.write(
        BarChart.of(
            HtmlText.escaped(id),
            title,
            unit,
            rows.stream().map(one -> new BarChart.Bar(label.of(one), one.value())).toList()));
    page.write("<table>\n");
    element("caption", title);
    var isRate = rows.stream().anyMatch(one -> one.denominator().isPresent());
    page.write("<thead><tr><th scope=\"col\">Of whom</th>");
    if (isRate) {
      page.write("<th scope=\"col\">Rounded number</th><th scope=\"col\">Out of</th>");
    }
    var hasOthers = rows.stream().anyMatch(one -> one.complement().isPresent());
    if (hasOthers) {
      page.write("<th scope=\"col\">The others</th>");
    }
    page.write(
        "<th scope=\"col\">Value (" + HtmlText.escaped(unit) + ")</th></tr></thead>\n<tbody>\n");
    for (var row : rows) {
      page.write("<tr><th scope=\"row\">" + HtmlText.escaped(label.of(row)) + "</th>");
      if (isRate) {
        number(row.numerator().map(Shown::toString));
        number(row.denominator().map(Shown::toString));
      }
      if (hasOthers) {
        number(row.complement().map(Shown::toString));
      }
      number(Optional.of(row.value().map(BigDecimal::toPlainString).orElse(Shown.STAR)));
      page.write("</tr>\n");
    }
    page.write("</tbody>\n</table>\n");
  }

  private void number(Optional<String> text) throws IOException {
    page.write("<td class=\"n\">" + HtmlText.escaped(text.orElse("")) + "</td>");
  }

  private String place(PublishedFigure figure) {
    return place(figure.place());
  }

  private String place(Place place) {
    if (place.type() == PlaceType.ALL) {
      return place.type().words();
    }
    var codes = place.code().split("/", -1);
    var names = new ArrayList<String>();
    for (var code : codes) {
      names.add(
          code.equals("not-known")
              ? "not known"
              : code.equals(Place.OTHERS) ? "others together" : figures.order().name(code));
    }
    return place.type().words() + ' ' + String.join(" for ", names);
  }

  private String group(PublishedFigure figure) {
    return breakdowns.words(figure.breakdown())
        + ": "
        + breakdowns.words(figure.breakdown(), figure.category());
  }

  private static Spot spot(PublishedFigure figure) {
    return new Spot(figure.place(), figure.breakdown(), figure.category());
  }

  private String period() {
    return day(figures.period().start()) + " to " + day(figures.period().end());
  }

  private String release() {
    return switch (figures.order().kind()) {
      case PRIMARY -> "First publication of this period. A later one may correct it.";
      case REFRESH -> "Corrected publication of this period.";
    };
  }

  private static String day(LocalDate date) {
    return DAY.format(date);
  }

  private void element(String name, String text) throws IOException {
    page.write("<" + name + ">" + HtmlText.escaped(text) + "</" + name + ">\n");
  }
}
