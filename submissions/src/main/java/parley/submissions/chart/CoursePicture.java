package parley.submissions.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import parley.submissions.course.CareContact;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.ScaleSeries;
import parley.submissions.course.Score;
import parley.submissions.course.Treatment;

/** Stacks the panels of a chart, all over the same days. */
final class CoursePicture {

  private static final int WIDTH = 900;
  private static final int HEAD = 70;
  private static final int SCALE_PANEL = 280;
  private static final int SESSION_PANEL = 170;

  private final CourseWords words;
  private final List<XYChart> panels = new ArrayList<>();

  CoursePicture(CourseFacts facts, List<ScaleSeries> series, Audience audience) {
    this.words = new CourseWords(facts, series, audience);
    var days = Days.of(facts);
    var missed =
        facts.course().contacts().stream()
            .filter(contact -> contact.attendance().isMissed())
            .map(CareContact::date)
            .filter(facts.course()::holds)
            .sorted()
            .toList();
    for (var number = 0; number < series.size(); number++) {
      panels.add(
          new ScalePanel(words, days).of(series.get(number), missed, number, SCALE_PANEL, WIDTH));
    }
    panels.add(new SessionPanel(words, days).of(facts, missed, SESSION_PANEL, WIDTH));
  }

  List<XYChart> panels() {
    return List.copyOf(panels);
  }

  int width() {
    return WIDTH;
  }

  int height() {
    return HEAD + panels.stream().mapToInt(XYChart::getHeight).sum();
  }

  void paint(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, height());
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
    graphics.drawString(words.title(), 20, 30);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    graphics.drawString(words.subtitle(), 20, 54);
    var top = HEAD;
    for (var panel : panels) {
      var part = (Graphics2D) graphics.create();
      part.translate(0, top);
      panel.paint(part, WIDTH, panel.getHeight());
      part.dispose();
      top += panel.getHeight();
    }
  }

  /**
   * The days that all panels show.
   *
   * @param start day 0
   * @param last number of the last day
   */
  record Days(LocalDate start, int last) {

    private static final int SHORTEST = 28;

    static Days of(CourseFacts facts) {
      var scores = facts.scores().values().stream().flatMap(List::stream).map(Score::date);
      var treatments = facts.treatments().stream().map(Treatment::date);
      var contacts =
          facts.course().contacts().stream()
              .filter(contact -> contact.attendance().isMissed())
              .map(CareContact::date)
              .filter(facts.course()::holds);
      var start = facts.course().received();
      var last =
          Stream.of(scores, treatments, contacts, facts.course().discharged().stream())
              .flatMap(dates -> dates)
              .max(Comparator.naturalOrder())
              .orElse(start);
      return new Days(start, Math.max(SHORTEST, (int) ChronoUnit.DAYS.between(start, last)));
    }

    double number(LocalDate date) {
      return ChronoUnit.DAYS.between(start, date);
    }
  }
}
