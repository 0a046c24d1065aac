package parley.submissions.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What all panels look like: black on white, told apart by dash and marker rather than colour. */
final class PanelStyle {

  static final Color INK = Color.BLACK;
  static final Color SHADE = new Color(222, 222, 222);
  private static final Color GRID = new Color(235, 235, 235);
  private static final int LEFT = 96;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yy", Locale.UK);

  private PanelStyle() {}

  static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke dashed(float... dashes) {
    return new BasicStroke(
        1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dashes.clone(), 0f);
  }

  static XYChart panel(String title, int width, int height, CoursePicture.Days days) {
    var chart = new XYChart(width, height);
    chart.setTitle(title);
    var style = chart.getStyler();
    style.setLocale(Locale.UK);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderColor(INK);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(solid(1f));
    style.setChartTitleBoxVisible(false);
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
    style.setAxisTicksMarksVisible(true);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickMarksColor(INK);
    style.setYAxisLeftWidthHint(LEFT);
    style.setXAxisMin(-2.0);
    style.setXAxisMax(days.last() + 2.0);
    style.setXAxisTickMarkSpacingHint(110);
    style.setXAxisTickLabelsFormattingFunction(
        day -> DAY.format(days.start().plusDays(Math.round(day))));
    style.setMarkerSize(9);
    return chart;
  }
}
