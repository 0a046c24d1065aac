package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.awaited;
import static parley.server.submission.SubmissionCalls.built;
import static parley.server.submission.SubmissionCalls.change;
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
    var report = http.get(told.group() + "report.html");
    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.body()).contains("held back until somebody confirms it");
    assertThat(http.get(told.group() + "manifest.json").body()).contains("\"tables\" : false");
    assertThat(http.get(told.group() + "csv/IDS101Referral.csv").statusCode()).isEqualTo(404);
    var blocked = Long.parseLong(told.group().split("/")[2]);
    assertThat(change(http, blocked, "checked").statusCode()).isEqualTo(409);
    var confirmed = part("confirm", "the clinic was shut") + "," + part("by", "ME");
    var second = built(http, "," + refresh + "," + confirmed);
    var manifest = http.get("/submissions/" + second + "/files/manifest.json").body();
    assertThat(manifest).contains("the clinic was shut");
  }
}
