package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.awaited;
import static parley.server.submission.SubmissionCalls.built;
import static parley.server.submission.SubmissionCalls.change;
import static parley.server.submission.SubmissionCalls.october;
import static parley.server.submission.SubmissionCalls.ordered;
import static parley.server.submission.SubmissionCalls.part;

import java.util.regex.Pattern;
import parley.server.Http;
import parley.server.RunningGateway;

/** Part of {@link SubmissionTest}: what has less than before is held back, with its report. */
final class HeldBackBuild {

  private HeldBackBuild() {}

  static void check(long id, RunningGateway gateway, Http http) {
    gateway
        .jdbc()
        .update(
            "update submission_build set counts = regexp_replace(counts, '\"IDS201\":[0-9]+',"
                + " '\"IDS201\":900') where id = ?",
            id);
    var refresh = part("type", "refresh");
    var held = awaited(http, ordered(http, "," + refresh));
    assertThat(held.statusCode()).as(held.body()).isEqualTo(422);
    assertThat(held.body()).contains("contacts, where the accepted primary had 900");
    var told = Pattern.compile("/submissions/[0-9]+/files/").matcher(held.body());
    assertThat(told.find()).as("the address of the report").isTrue();
    var report = http.get(told.group() + "IDENTIFIABLE-report-2026-10.html");
    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.body()).contains("held back until somebody confirms it");
    assertThat(http.get(told.group() + "IDENTIFIABLE-manifest-2026-10.json").body())
        .contains("\"tables\" : false");
    assertThat(http.get(told.group() + "csv/IDENTIFIABLE-IDS101Referral-2026-10.csv").statusCode())
        .isEqualTo(404);
    var blocked = Long.parseLong(told.group().split("/")[2]);
    assertThat(change(http, blocked, "checked").statusCode()).isEqualTo(409);
    notConfirmedByWhoHasNotTheRight(gateway, http, refresh);
    var confirmed = part("confirm", "the clinic was shut") + "," + part("by", "ME");
    var second = built(http, "," + refresh + "," + confirmed);
    var manifest =
        http.get("/submissions/" + second + "/files/IDENTIFIABLE-manifest-2026-10.json").body();
    assertThat(manifest).contains("the clinic was shut");
  }

  /** Nothing is built, and who tried is written down. */
  private static void notConfirmedByWhoHasNotTheRight(
      RunningGateway gateway, Http http, String refresh) {
    var jdbc = gateway.jdbc();
    var builds = "select count(*) from submission_build";
    var before = jdbc.queryForObject(builds, Long.class);
    var order =
        october()
            .replace("]}", String.join(",", "", refresh, part("confirm", "so"), part("by", "YOU")))
            .concat("]}");
    var refused = http.postJson("/fhir/$submission", order);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body())
        .contains("OperationOutcome", "parley.submissions.rights.confirm")
        .doesNotContain("YOU");
    assertThat(jdbc.queryForObject(builds, Long.class)).isEqualTo(before);
    assertThat(
            jdbc.queryForList(
                "select who || '|' || asked || '|' || setting from submission_refusal",
                String.class))
        .contains("YOU|confirm: RZ9 2026-10 refresh|parley.submissions.rights.confirm");
  }
}
