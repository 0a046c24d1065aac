package parley.submissions.chart;

import java.time.LocalDate;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import parley.submissions.course.CareContact;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.Treatment;
import parley.submissions.course.Treatment.Kind;

/** The sessions of a course, in rows by what they were. */
final class SessionPanel {

  private final CourseWords words;
  private final CoursePicture.Days days;

  SessionPanel(CourseWords words, CoursePicture.Days days) {
    this.words = words;
    this.days = days;
  }

  XYChart of(CourseFacts facts, List<LocalDate> missed, int height, int width) {
    var chart = PanelStyle.panel("Sessions", width, height, days);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(4.0);
    chart.getStyler().setYAxisTicksVisible(true);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(row -> " ");
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    var others =
        facts.course().contacts().stream()
            .filter(contact -> contact.attendance().isAttended() && !contact.isTreatment())
            .map(CareContact::date)
            .filter(facts.course()::holds)
            .sorted()
            .toList();
    row(chart, words.session(), dates(facts, Kind.CONTACT), 3.2, SeriesMarkers.CIRCLE);
    row(chart, "Internet therapy", dates(facts, Kind.INTERNET_THERAPY), 2.4, SeriesMarkers.DIAMOND);
    row(chart, "Other contact", others, 1.6, SeriesMarkers.SQUARE);
    row(chart, words.missed(), missed, 0.8, SeriesMarkers.CROSS);
    if (chart.getSeriesCollection().isEmpty()) {
      row(chart, "No sessions yet", List.of(days.start()), -1.0, SeriesMarkers.NONE);
    }
    return chart;
  }

  private static List<LocalDate> dates(CourseFacts facts, Kind kind) {
    return facts.treatments().stream()
        .filter(treatment -> treatment.kind() == kind)
        .map(Treatment::date)
        .toList();
  }

  private void row(XYChart chart, String name, List<LocalDate> dates, double row, Marker marker) {
    if (dates.isEmpty()) {
      return;
    }
    var series =
        chart.addSeries(
            name,
            dates.stream().map(days::number).toList(),
            dates.stream().map(date -> row).toList());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(PanelStyle.INK);
  }
}
