package parley.submissions.build.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import parley.submissions.page.HtmlText;

/** Writes the elements of a page. Every text that is given is escaped. */
final class Markup {

  private static final String STYLE =
      "body{font:16px/1.5 sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
          + "background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0}"
          + "caption{text-align:left;font-weight:bold;padding:.3rem 0}"
          + "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;"
          + "overflow-wrap:anywhere}th{background:#eef2f5}"
          + ".good,.bad{border-left:.5rem solid;padding:.5rem 1rem;font-size:1.15rem}"
          + ".good{border-color:#00703c;background:#e6f3ec}"
          + ".bad{border-color:#b10e1e;background:#fbe9ea}a{color:#00479d}";

  private final Writer out;

  Markup(Writer out) {
    this.out = out;
  }

  void start(String title) throws IOException {
    out.write("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    // Should a value ever get through unescaped, a browser still loads and runs nothing.
    out.write(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    element("title", title);
    out.write("<style>" + STYLE + "</style>\n</head>\n<body>\n<main>\n");
  }

  void end() throws IOException {
    out.write("</main>\n</body>\n</html>\n");
  }

  void element(String name, String text) throws IOException {
    out.write("<" + name + ">" + HtmlText.escaped(text) + "</" + name + ">\n");
  }

  void verdict(boolean good, String text) throws IOException {
    out.write("<p class=\"" + (good ? "good" : "bad") + "\">" + HtmlText.escaped(text) + "</p>\n");
  }

  /** A heading and a list; nothing when there is nothing to list. */
  void list(String heading, List<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    element("h2", heading);
    out.write("<ul>\n");
    for (var text : texts) {
      element("li", text);
    }
    out.write("</ul>\n");
  }

  void table(String caption, String... columns) throws IOException {
    out.write("<table>\n");
    element("caption", caption);
    out.write("<thead><tr>");
    for (var column : columns) {
      out.write("<th scope=\"col\">" + HtmlText.escaped(column) + "</th>");
    }
    out.write("</tr></thead>\n<tbody>\n");
  }

  void endTable() throws IOException {
    out.write("</tbody>\n</table>\n");
  }

  void row(String... texts) throws IOException {
    startRow();
    for (var text : texts) {
      cell(text);
    }
    endRow();
  }

  void startRow() throws IOException {
    out.write("<tr>");
  }

  void endRow() throws IOException {
    out.write("</tr>\n");
  }

  void cell(String text) throws IOException {
    out.write("<td>" + HtmlText.escaped(text) + "</td>");
  }

  /** A cell with a link; with its text alone when there is no address. */
  void link(String text, String address) throws IOException {
    if (address.isEmpty()) {
      cell(text);
    } else {
      out.write(
          "<td><a href=\""
              + HtmlText.escaped(address)
              + "\">"
              + HtmlText.escaped(text)
              + "</a></td>");
    }
  }
}
