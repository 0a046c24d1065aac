package parley.submissions.page;

/** Text in HTML and SVG. */
public final class HtmlText {

  private HtmlText() {}

  /** Text that stands for itself, as content and between quotes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
