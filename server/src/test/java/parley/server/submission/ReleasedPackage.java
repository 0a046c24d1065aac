package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.change;
import static parley.server.submission.SubmissionCalls.parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parley.server.Http;
import parley.server.RunningGateway;

/** Part of {@link SubmissionTest}: a package goes through every state of the register. */
final class ReleasedPackage {

  private static final String MANIFEST = "IDENTIFIABLE-manifest-2026-10.json";

  private ReleasedPackage() {}

  static void check(long id, RunningGateway gateway, Http http, Path outlet) throws IOException {
    assertThat(change(http, id, "released").body()).contains("checked may follow");
    gateway.jdbc().update("update submission_build set releasable = false where id = ?", id);
    assertThat(change(http, id, "checked").statusCode()).isEqualTo(409);
    gateway.jdbc().update("update submission_build set releasable = true where id = ?", id);
    assertThat(change(http, id, "burnt").statusCode()).isEqualTo(400);
    assertThat(change(http, 99999, "checked").statusCode()).isEqualTo(404);
    assertThat(change(http, id, "checked").statusCode()).isEqualTo(200);
    var held = gateway.bean(RegisterRows.class).one(id).orElseThrow().folder();
    var stray = Files.writeString(held.resolve("stray"), "");
    assertThat(change(http, id, "released").body()).contains("not those that were built");
    Files.delete(stray);
    onlyByWhoHasTheRight(http, id);
    assertThat(change(http, id, "released").statusCode()).isEqualTo(200);
    var carried = outlet.resolve("IDENTIFIABLE-RZ9-2026-10-primary-" + id);
    assertThat(carried.resolve(MANIFEST))
        .content()
        .contains("\"by\" : \"ME\"", "builtManifestSha256")
        .isEqualTo(Files.readString(held.resolve(MANIFEST)))
        .isEqualTo(http.get("/submissions/" + id + "/files/" + MANIFEST).body());
    assertThat(PackageFiles.names(carried)).isEqualTo(PackageFiles.names(held));
    assertThat(change(http, id, "uploaded").statusCode()).isEqualTo(200);
    var accepted = change(http, id, "accepted");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    assertThat(change(http, id, "rejected").body()).contains("nothing follows");
    assertThat(http.get("/fhir/$submission-register?provider=RZ9&period=2026-10").body())
        .contains("accepted");
    assertThat(
            gateway
                .jdbc()
                .queryForList(
                    "select state from submission_change where build_id = ? order by number",
                    String.class,
                    id))
        .containsExactly("building", "draft", "checked", "released", "uploaded", "accepted");
  }

  private static void onlyByWhoHasTheRight(Http http, long id) {
    for (var state : List.of("released", "uploaded", "accepted", "rejected")) {
      var refused =
          http.postJson(
              "/fhir/$submission-change",
              parameters("id", "" + id, "state", state, "by", "YOU", "reason", "so"));
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
      assertThat(refused.body()).contains("OperationOutcome", "parley.submissions.rights.release");
    }
    var checked =
        http.postJson(
            "/fhir/$submission-change",
            parameters("id", "" + id, "state", "checked", "by", "YOU", "reason", "so"));
    assertThat(checked.body()).contains("released may follow");
  }
}
