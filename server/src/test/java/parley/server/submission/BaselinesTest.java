package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;
import parley.submissions.build.Counts;
import parley.submissions.quality.DataQuality;

/** What a file is compared with, by the register. Each test has providers of its own. */
class BaselinesTest {

  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

  private final RunningGateway gateway = RunningGateway.shared();
  private final Baselines baselines = new Baselines(gateway.bean(RegisterRows.class));

  @Test
  void whatNobodyAcceptedIsComparedWithNothing() {
    build("ZB1", "2026-09", "primary", "uploaded", 7);
    build("ZB1", "2026-10", "primary", "rejected", 7);
    assertThat(baselines.of(OCTOBER, Set.of("ZB1"))).isEmpty();
  }

  @Test
  void theMonthsAreTheSixBeforeTheLatestFirstARefreshBeforeItsPrimary() {
    build("ZB2", "2026-03", "primary", "accepted", 1);
    build("ZB2", "2026-04", "primary", "accepted", 2);
    build("ZB2", "2026-08", "refresh", "accepted", 4);
    build("ZB2", "2026-08", "primary", "accepted", 3);
    build("ZB2", "2026-09", "primary", "released", 9);
    build("ZB2", "2026-11", "primary", "accepted", 5);
    var baseline = baselines.of(OCTOBER, Set.of("ZB2")).orElseThrow();
    assertThat(baseline.months()).extracting(Counts::referrals).containsExactly(4L, 2L);
    assertThat(baseline.latest()).contains(YearMonth.of(2026, 8));
    assertThat(baseline.primary()).isEmpty();
    assertThat(baseline.refresh()).isEmpty();
  }

  @Test
  void ofItsOwnMonthItIsWhatWasAcceptedLastOfWhicheverType() {
    var primary = build("ZB3", "2026-10", "primary", "accepted", 10);
    var refresh = build("ZB3", "2026-10", "refresh", "accepted", 20);
    accepted(primary, "2026-11-20 10:00");
    accepted(refresh, "2026-12-20 10:00");
    var last = baselines.of(OCTOBER, Set.of("ZB3")).orElseThrow();
    assertThat(last.refresh().map(Counts::referrals)).contains(20L);
    assertThat(last.primary()).isEmpty();
    assertThat(last.latest()).isEmpty();

    accepted(build("ZB3", "2026-10", "primary", "accepted", 30), "2026-12-21 10:00");
    var again = baselines.of(OCTOBER, Set.of("ZB3")).orElseThrow();
    assertThat(again.primary().map(Counts::referrals)).contains(30L);
    assertThat(again.refresh()).isEmpty();
  }

  @Test
  void whatAProviderSentUnderAFormerCodeIsItsOwn() {
    build("ZB4", "2026-09", "primary", "accepted", 40);
    build("ZB5", "2026-08", "primary", "accepted", 50);
    build("ZB6", "2026-08", "refresh", "accepted", 60);
    var baseline = baselines.of(OCTOBER, Set.of("ZB4", "ZB5")).orElseThrow();
    assertThat(baseline.months()).extracting(Counts::referrals).containsExactly(40L, 50L);
    assertThat(baseline.latest()).contains(YearMonth.of(2026, 9));
  }

  private long build(String provider, String month, String type, String state, long referrals) {
    var counts = new Counts(Map.of("IDS101", referrals), 0, new DataQuality(List.of()));
    return gateway
        .jdbc()
        .queryForObject(
            "insert into submission_build (provider, period, type, ordered_by, folder, state,"
                + " counts) values (?, cast(? as date), ?, 'a test', '', ?, ?) returning id",
            Long.class,
            provider,
            month + "-01",
            type,
            state,
            counts.json());
  }

  private void accepted(long id, String at) {
    gateway
        .jdbc()
        .update(
            "insert into submission_change (build_id, number, state, at, who) values (?, 1,"
                + " 'accepted', cast(? as timestamptz), 'a test')",
            id,
            at);
  }
}
