package parley.submissions.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import parley.submissions.course.ScaleSeries;

/** One scale: the band of no reliable change, the caseness line, and the scores. */
final class ScalePanel {

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP);

  private final CourseWords words;
  private final CoursePicture.Days days;

  ScalePanel(CourseWords words, CoursePicture.Days days) {
    this.words = words;
    this.days = days;
  }

  XYChart of(ScaleSeries series, List<LocalDate> missed, int number, int height, int width) {
    var chart = PanelStyle.panel(words.heading(series), width, height, days);
    var range = series.scale().range().orElseThrow();
    chart.getStyler().setYAxisMin(range.low().doubleValue());
    chart.getStyler().setYAxisMax(range.high().doubleValue());
    chart.getStyler().setYAxisDecimalPattern(series.scale().decimals() == 0 ? "0" : "0.0");
    if (words.shown(series)) {
      series.baselineBand().ifPresent(band -> band(chart, band));
      series.caseness().ifPresent(line -> line(chart, words.caseness(line), line.doubleValue()));
    }
    scores(chart, series, missed, MARKERS.get(number % MARKERS.size()));
    return chart;
  }

  private void band(XYChart chart, ScaleSeries.Band band) {
    var low = band.low().doubleValue();
    var high = band.high().doubleValue();
    var start = -2.0;
    var end = days.last() + 2.0;
    var area =
        chart.addSeries(
            words.band(band),
            new double[] {start, end, end, start},
            new double[] {low, low, high, high});
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(PanelStyle.SHADE);
    area.setLineColor(PanelStyle.SHADE);
    area.setLineStyle(PanelStyle.solid(1f));
    area.setMarker(SeriesMarkers.NONE);
  }

  private void line(XYChart chart, String name, double height) {
    var line =
        chart.addSeries(
            name, new double[] {-2.0, days.last() + 2.0}, new double[] {height, height});
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    line.setLineColor(PanelStyle.INK);
    line.setLineStyle(PanelStyle.dashed(8f, 5f));
    line.setMarker(SeriesMarkers.NONE);
  }

  /** A missed session without a score of its day breaks the line. */
  private void scores(XYChart chart, ScaleSeries series, List<LocalDate> missed, Marker marker) {
    var points = new TreeMap<Double, Double>();
    missed.forEach(date -> points.put(days.number(date), Double.NaN));
    for (var point : series.points()) {
      var minutes = point.score().time().map(time -> time.toSecondOfDay() / 86_400.0).orElse(0.0);
      points.remove(days.number(point.score().date()), Double.NaN);
      points.put(days.number(point.score().date()) + minutes, point.score().value().doubleValue());
    }
    var line =
        chart.addSeries(
            series.scale().name() + " score",
            new ArrayList<>(points.keySet()),
            new ArrayList<>(points.values()));
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    line.setLineColor(PanelStyle.INK);
    line.setLineStyle(PanelStyle.solid(2.2f));
    line.setMarker(marker);
    line.setMarkerColor(PanelStyle.INK);
  }
}
