package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DemoReportTest {

  private static final URI BASE = URI.create("http://127.0.0.1:8080");
  private static final EhrReport NO_COURSES = new EhrReport(List.of(), BASE);

  @Test
  void everythingAsExpectedIsSaid() {
    var report =
        new DemoReport(
            List.of(
                played("A-1", Outcome.AA, "MSA|AA|A-1", Optional.empty()),
                played("A-2", Outcome.AR, "MSA|AR|A-2", Optional.empty()),
                played("A-3", Outcome.AA, "MSA|CA|A-3", Optional.empty())),
            NO_COURSES);
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.text(BASE, 1.0, Map.of("Patient", 2L), List.of()))
        .contains("Every message was answered, and every outcome is, as expected")
        .contains("Patient");
  }

  @Test
  void anotherAnswerOrNoneIsListed() {
    var report =
        new DemoReport(
            List.of(
                played("A-1", Outcome.AA, "MSA|AE|A-1", Optional.empty()),
                played("A-2", Outcome.AR, "", Optional.empty())),
            NO_COURSES);
    assertThat(report.mismatches()).hasSize(2);
    assertThat(report.mismatches().get(0)).contains("A-1", "expected AA, got AE");
    assertThat(report.mismatches().get(1)).contains("A-2", "no answer");
  }

  @Test
  void aRepeatWithAnotherAcknowledgementIsListed() {
    var first = played("A-1", Outcome.AA, "MSH|1\rMSA|AA|A-1\r", Optional.empty());
    var same = played("A-1-again", Outcome.AA, "MSH|1\rMSA|AA|A-1\r", Optional.of("A-1"));
    var other = played("A-1-third", Outcome.AA, "MSH|2\rMSA|AA|A-1\r", Optional.of("A-1"));
    assertThat(new DemoReport(List.of(first, same), NO_COURSES).mismatches()).isEmpty();
    assertThat(new DemoReport(List.of(first, same, other), NO_COURSES).mismatches())
        .singleElement()
        .asString()
        .contains("A-1-third");
  }

  private static Played played(
      String name, Outcome expected, String answer, Optional<String> resendOf) {
    return new Played(
        new DemoMessage(
            "gp-riverside",
            DemoMessage.Transport.MLLP,
            LocalTime.NOON,
            "REF^I12",
            name,
            name,
            name.getBytes(StandardCharsets.UTF_8),
            expected,
            "a test",
            resendOf),
        answer);
  }
}
