package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.PATIENCE;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import parley.server.RunningGateway;
import parley.terminology.England;

/** Part of {@link SubmissionTest}: the calendar builds what a window takes, once. */
final class CalendarDrafts {

  private CalendarDrafts() {}

  static void check(RunningGateway gateway) {
    var rows = gateway.bean(RegisterRows.class);
    var end = Instant.now().plus(PATIENCE);
    var found = rows.list(Optional.of("QQ1"), Optional.empty());
    while (found.stream().filter(row -> row.state() == BuildState.DRAFT).count() < 2
        && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      found = rows.list(Optional.of("QQ1"), Optional.empty());
    }
    assertThat(found.stream().map(row -> row.type().code() + ' ' + row.state().code()))
        .containsExactlyInAnyOrder("primary draft", "refresh draft");
    gateway.bean(SubmissionTimer.class).look(LocalDate.now(England.TIME));
    assertThat(rows.list(Optional.of("QQ1"), Optional.empty())).hasSize(2);
  }
}
