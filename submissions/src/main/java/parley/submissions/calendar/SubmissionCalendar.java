package parley.submissions.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import parley.submissions.view.ViewJson;

/** The windows of one data set, in the order of their days. */
public final class SubmissionCalendar {

  private static final String IAPT_21 = "/parley/submissions/iapt-v2.1/windows.json";

  private final List<SubmissionWindow> windows;

  private SubmissionCalendar(Collection<SubmissionWindow> windows) {
    this.windows = windows.stream().sorted(Comparator.comparing(SubmissionWindow::closes)).toList();
  }

  /** The windows of the IAPT Data Set v2.1 that are published: May 2022 to March 2025. */
  public static SubmissionCalendar iapt21() {
    var windows = new ArrayList<SubmissionWindow>();
    for (var concept : shipped().path("concept")) {
      windows.add(
          new SubmissionWindow(
              LocalDate.parse(property(concept, "opens", "valueDateTime")),
              LocalDate.parse(property(concept, "closes", "valueDateTime")),
              YearMonth.parse(concept.path("code").asText()),
              YearMonth.parse(property(concept, "refresh", "valueCode"))));
    }
    return new SubmissionCalendar(windows);
  }

  /** This calendar with further windows; one of the same primary month takes the place of ours. */
  public SubmissionCalendar with(List<SubmissionWindow> further) {
    var all = new TreeMap<YearMonth, SubmissionWindow>();
    windows.forEach(window -> all.put(window.primary(), window));
    further.forEach(window -> all.put(window.primary(), window));
    return new SubmissionCalendar(all.values());
  }

  public List<SubmissionWindow> windows() {
    return windows;
  }

  /** The window in which a day is. */
  public Optional<SubmissionWindow> on(LocalDate day) {
    return windows.stream().filter(window -> window.holds(day)).findFirst();
  }

  private static String property(JsonNode concept, String code, String value) {
    for (var property : concept.path("property")) {
      if (property.path("code").asText().equals(code)) {
        return property.path(value).asText();
      }
    }
    throw new IllegalStateException("a window without " + code);
  }

  private static JsonNode shipped() {
    try (var in = SubmissionCalendar.class.getResourceAsStream(IAPT_21)) {
      if (in == null) {
        throw new IllegalStateException("not shipped: " + IAPT_21);
      }
      return ViewJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(IAPT_21, e);
    }
  }
}
