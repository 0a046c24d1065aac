package parley.submissions.chart;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.ScaleSeries;
import parley.terminology.scale.Scales;

/**
 * The chart of one course: a panel for each scale with its line, caseness line and band of no
 * reliable change, and under them the sessions. The same facts give the same bytes on the same
 * machine (text is measured with its fonts). Safe to share between threads.
 */
public final class CourseChart {

  /** So that print is sharp: 1,800 pixels over the width of a page. */
  private static final int PIXELS_PER_UNIT = 2;

  private final Scales scales;

  public CourseChart(Scales scales) {
    this.scales = scales;
  }

  /**
   * The chart as a complete SVG 1.1 document, role {@code img}, with {@code title} and {@code desc}
   * that say in words what it shows. Other text is drawn as outlines, so no font is needed to see
   * it.
   */
  public String svg(CourseFacts facts, Audience audience) {
    var picture = picture(facts, audience);
    var words = new CourseWords(facts, charted(facts), audience);
    return SvgDocument.of(
        picture::paint, picture.width(), picture.height(), words.title(), words.description());
  }

  /** The chart as a PNG; give {@link #description} as its alternative text. */
  public byte[] png(CourseFacts facts, Audience audience) {
    var picture = picture(facts, audience);
    var image =
        new BufferedImage(
            picture.width() * PIXELS_PER_UNIT,
            picture.height() * PIXELS_PER_UNIT,
            BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    try {
      graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
      picture.paint(graphics);
    } finally {
      graphics.dispose();
    }
    return bytes(image);
  }

  /** What the chart shows, in sentences. */
  public String description(CourseFacts facts, Audience audience) {
    return new CourseWords(facts, charted(facts), audience).description();
  }

  CoursePicture picture(CourseFacts facts, Audience audience) {
    return new CoursePicture(facts, charted(facts), audience);
  }

  /** Scales that measure how unwell somebody is; single answers stay in the series alone. */
  private List<ScaleSeries> charted(CourseFacts facts) {
    return ScaleSeries.of(facts, scales).stream()
        .filter(
            series ->
                series.caseness().isPresent()
                    || !series.scale().severityBands().isEmpty()
                    || series.scale().id().equals(facts.measure().scale().id()))
        .toList();
  }

  private static byte[] bytes(BufferedImage image) {
    var out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a PNG to memory", e);
    }
    return out.toByteArray();
  }

  /** Something that can be drawn. */
  interface Painting {
    void paint(Graphics2D graphics);
  }
}
