package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.MeasureDefinition;

/** What is published after other publications of the same providers. */
class PublicationHistoryTest {

  private static final PublicationOrder PRIMARY = PublicationOrder.of(ReleaseKind.PRIMARY);
  private static final PublicationOrder TOTALS = PRIMARY.withBrokenDown(Set.of());

  @Test
  void historyIsReadAsItWasWritten() throws IOException {
    var history =
        PublicationTest.made(PublicationTest.service(60), PublicationHistory.NONE, PRIMARY)
            .history();
    var out = new ByteArrayOutputStream();
    HistoryJson.write(history, out);
    assertThat(HistoryJson.read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(history);

    var empty = new ByteArrayOutputStream();
    HistoryJson.write(PublicationHistory.NONE, empty);
    assertThat(empty.toString(StandardCharsets.UTF_8)).isEqualTo("{\"releases\":[]}");
    for (var bad :
        List.of(
            "",
            "{}",
            "[]",
            "{\"releases\":[{}]}",
            "{\"releases\":[{\"start\":\"2026-10-01\",\"end\":\"x\"}]}",
            "{\"releases\":[{\"start\":\"2026-10-01\",\"end\":\"2026-10-31\",\"kind\":\"primary\","
                + "\"joined\":false,\"counts\":{\"M001\":{\"provider|RZ9\":{\"total|all\":4.5}}}}]}")) {
      assertThatThrownBy(
              () ->
                  HistoryJson.read(new ByteArrayInputStream(bad.getBytes(StandardCharsets.UTF_8))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void eachProviderIsHeldAgainstItsOwnHistory() {
    var histories = new HashMap<String, PublicationHistory>();
    var alone = new HashMap<String, PublicationResult.Made>();
    for (var provider : List.of("RZ1", "RZ2")) {
      var made = new MadeFigures(YearMonth.of(2026, 10));
      made.provider(provider, List.of("QWO"), provider.equals("RZ1") ? 90 : 60, 2, 7);
      var history = PublicationHistory.NONE;
      for (var month = 0; month < 2; month++) {
        var figures = made.figures(month, 1).get(0);
        var others = histories.get("RZ1");
        if (others != null) {
          assertThat(Publication.make(figures, others, PRIMARY))
              .isInstanceOfSatisfying(
                  PublicationResult.Refused.class,
                  it -> assertThat(it.rule()).contains("the same providers"));
        }
        history = PublicationTest.made(figures, history, PRIMARY).history();
      }
      histories.put(provider, history);
      alone.put(provider, PublicationTest.made(made.figures(0, 2).get(0), history, PRIMARY));
    }
    alone.forEach(
        (provider, both) -> {
          assertThat(both.figures().joined()).isTrue();
          assertThat(both.figures().all())
              .extracting(figure -> figure.place().code())
              .contains(provider)
              .doesNotContain(provider.equals("RZ1") ? "RZ2" : "RZ1");
        });
    assertThat(PublicationTest.value(alone.get("RZ1"), "M001", Place.provider("RZ1")))
        .isNotEqualTo(PublicationTest.value(alone.get("RZ2"), "M001", Place.provider("RZ2")));
    var mixed = histories.get("RZ2").releases().get(0);
    assertThatThrownBy(() -> histories.get("RZ1").with(mixed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLongerPeriodIsJoinedOfWhatItsMonthsShowed() {
    var made = new MadeFigures(YearMonth.of(2026, 10));
    made.provider("RZ1", List.of("QWO", "QXX"), 60, 3, 7);
    var history = PublicationHistory.NONE;
    for (var month = 0; month < 3; month++) {
      history = PublicationTest.made(made.figures(month, 1).get(0), history, PRIMARY).history();
    }
    var quarter = PublicationTest.made(made.figures(0, 3).get(0), history, PRIMARY);

    assertThat(quarter.figures().joined()).isTrue();
    var months =
        history.releases().stream()
            .map(
                release ->
                    release.counts().entrySet().stream()
                        .filter(cell -> cell.getKey().measure().equals("M001"))
                        .filter(cell -> cell.getKey().population().equals("provider|RZ1|total|all"))
                        .findFirst()
                        .orElseThrow()
                        .getValue()
                        .toString())
            .mapToLong(Long::parseLong)
            .sum();
    assertThat(PublicationTest.value(quarter, "M001", Place.provider("RZ1")))
        .isEqualTo("" + months);
    assertThat(PublicationTest.value(quarter, "M049", Place.provider("RZ1"))).isEqualTo("*");
    assertThat(PublicationTest.value(quarter, "M048", Place.provider("RZ1"))).isNotEqualTo("*");

    var two = Publication.make(made.figures(0, 2).get(0), quarter.history(), PRIMARY);
    assertThat(two).isInstanceOf(PublicationResult.Made.class);
  }

  @Test
  void aPeriodThatCutsAcrossAPublishedOneIsRefused() {
    var made = new MadeFigures(YearMonth.of(2026, 10));
    made.provider("RZ1", List.of("QWO"), 30, 3, 7);
    var history =
        PublicationTest.made(made.figures(0, 3).get(0), PublicationHistory.NONE, PRIMARY).history();
    assertThat(Publication.make(made.figures(1, 1).get(0), history, PRIMARY))
        .isInstanceOf(PublicationResult.Refused.class);
    assertThat(Publication.make(made.figures(0, 3).get(0), history, PRIMARY))
        .isInstanceOf(PublicationResult.Made.class);
  }

  /** Rounding adds up over the months, and the error that is told is the true one. */
  @Test
  void theErrorOfAJoinedPeriodIsToldToo() {
    var made = new MadeFigures(YearMonth.of(2026, 10));
    made.provider("RZ1", List.of("QWO", "QXX"), 700, 3, 7);
    var history = PublicationHistory.NONE;
    for (var month = 0; month < 3; month++) {
      history = PublicationTest.made(made.figures(month, 1).get(0), history, TOTALS).history();
    }
    var exact = made.figures(0, 3).get(0);
    var quarter = PublicationTest.made(exact, history, TOTALS);
    assertThat(quarter.figures().joined()).isTrue();
    var told = quarter.utility().largestRateError().orElseThrow();
    var total = CountedPopulation.total("provider", "RZ1");
    var largest = 0.0;
    for (var shown : quarter.figures().all()) {
      var figure = exact.of(shown.measure().id(), total);
      if (shown.measure().kind() == MeasureDefinition.Kind.RATE
          && shown.place().equals(Place.provider("RZ1"))
          && shown.breakdown().equals("total")
          && shown.value().isPresent()
          && figure.orElseThrow().denominator().orElseThrow().intValue() >= 500) {
        var rate =
            100
                * figure.orElseThrow().numerator().orElseThrow().doubleValue()
                / figure.orElseThrow().denominator().orElseThrow().doubleValue();
        largest = Math.max(largest, Math.abs(rate - shown.value().orElseThrow().doubleValue()));
      }
    }
    assertThat(told.doubleValue()).isCloseTo(largest, within(0.006)).isPositive();
  }
}
