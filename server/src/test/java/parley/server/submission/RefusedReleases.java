package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.change;

import java.time.YearMonth;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.submissions.build.SubmissionType;

/** Part of {@link SubmissionTest}: what is not whole, or not the newest, is not released. */
final class RefusedReleases {

  private static final YearMonth OCTOBER = YearMonth.parse("2026-10");

  private RefusedReleases() {}

  /** The second was built before the first was accepted, so that its guard did not know it. */
  static void check(long first, long second, RunningGateway gateway, Http http) {
    var jdbc = gateway.jdbc();
    jdbc.update("update submission_build set releasable = true where id = ?", second);
    assertThat(change(http, second, "checked").statusCode()).isEqualTo(200);
    jdbc.update(
        "update submission_build set ordered_at = timestamptz '2026-10-31 23:30+00' where id = ?",
        second);
    assertThat(change(http, second, "released").body()).contains("before its month was over");
    var rows = gateway.bean(RegisterRows.class);
    assertThat(rows.exists("RZ9", OCTOBER, SubmissionType.PRIMARY)).isTrue();
    jdbc.update("update submission_build set state = 'rejected' where id = ?", first);
    assertThat(rows.exists("RZ9", OCTOBER, SubmissionType.PRIMARY)).isFalse();
    jdbc.update("update submission_build set state = 'accepted' where id = ?", first);
    jdbc.update("update submission_build set ordered_at = now() where id = ?", second);

    var counts =
        jdbc.queryForObject(
            "select counts from submission_build where id = ?", String.class, first);
    jdbc.update(
        "update submission_build set counts = regexp_replace(counts, '\"IDS201\":[0-9]+',"
            + " '\"IDS201\":900') where id = ?",
        first);
    assertThat(change(http, second, "released").body())
        .contains("contacts, where the accepted primary had 900");
    jdbc.update("update submission_build set counts = ? where id = ?", counts, first);

    jdbc.update(
        "insert into submission_build (provider, period, type, ordered_by, folder, state, counts)"
            + " values ('RZ9', date '2026-10-01', 'refresh', 'a test', '', 'accepted', ?)",
        counts);
    jdbc.update(
        "insert into submission_change (build_id, number, state, who) select id, 1, 'accepted',"
            + " 'a test' from submission_build where ordered_by = 'a test'");
    assertThat(change(http, second, "released").body()).contains("a newer file of this month");
    jdbc.update("delete from submission_change where who = 'a test'");
    jdbc.update("delete from submission_build where ordered_by = 'a test'");
  }
}
