package parley.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.server.Http;
import parley.server.Messages;
import parley.server.mesh.MadeRelease;
import parley.server.mesh.MeshGateway;
import parley.server.optout.MadeOptOuts;
import parley.server.release.CapturedLogs;
import parley.server.release.KeyUses;
import parley.server.release.LinkWords;
import parley.server.release.MadeRights;

/**
 * A pseudonymised export as a recipient fetches it: attacks 7, 8, 11, 15 and 27 at the endpoint.
 */
@Timeout(180)
class DeidentifiedExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLEAR = Messages.nhsNumber(821);
  private static final String OUT = Messages.nhsNumber(822);
  private static final String NAME = "Quibbleton";

  private final DeidentifiedCalls calls = new DeidentifiedCalls();
  private final MeshGateway mesh = MeshGateway.shared();
  private final Http http = mesh.http;
  private final String clear = DeidentifiedCalls.id("p-clear");
  private final String out = DeidentifiedCalls.id("p-out");

  @BeforeAll
  static void agreements() {
    DeidentifiedCalls.agreements();
  }

  @BeforeEach
  void people() {
    calls.put("Patient", clear, DeidentifiedCalls.patient(CLEAR));
    calls.put("Patient", out, DeidentifiedCalls.patient(OUT));
    calls.put(
        "Observation", DeidentifiedCalls.id("o-clear"), DeidentifiedCalls.observation(clear, 12));
    calls.put("Observation", DeidentifiedCalls.id("o-out"), DeidentifiedCalls.observation(out, 17));
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
  }

  @Test
  void whatIsListedLeavesOfThoseWhoHaveNotOptedOut() throws IOException {
    var manifest = calls.finished("&_type=Patient,Observation");
    var observations = calls.lines(manifest, "Observation");
    var mine = observations.stream().filter(it -> it.path("valueInteger").asInt() == 12).toList();
    assertThat(mine).isNotEmpty();
    assertThat(observations).noneMatch(it -> it.path("valueInteger").asInt() == 17);
    assertThat(mine.get(0).path("effectiveDateTime").asText()).isEqualTo("2025-10");
    assertThat(mine.get(0).at("/meta/security").findValuesAsText("code")).contains("PSEUDED");
    var patients = calls.lines(manifest, "Patient");
    assertThat(patients)
        .anyMatch(
            it ->
                mine.get(0)
                    .at("/subject/reference")
                    .asText()
                    .equals("Patient/" + it.path("id").asText()))
        .allMatch(it -> it.at("/identifier/0/system").asText().endsWith("/Id/pseudonym"));
    var all = observations + " " + patients;
    assertThat(all)
        .doesNotContain(NAME)
        .doesNotContain(CLEAR)
        .doesNotContain(clear)
        .doesNotContain("1987");
    assertThat(manifest.at("/extension/product").asText()).isEqualTo("PSEUDONYMISED");
    assertThat(manifest.at("/extension/purpose").asText()).isEqualTo("service evaluation 2026-4");
    assertThat(manifest.at("/extension/legalBasis").asText()).startsWith("UK GDPR");
    assertThat(manifest.at("/extension/keyId").asText()).matches("[0-9a-f]{16}");
    assertThat(manifest.at("/extension/optOutList").asText()).matches("\\d{4}-\\d{2}-\\d{2}");
    assertThat(manifest.at("/extension/agreementHash").asText())
        .isEqualTo(DeidentifiedCalls.hash("evaluation"));
    // Not how many opted out, in no place.
    assertThat(manifest.at("/extension").toString().replace("optOutList", ""))
        .doesNotContain("opt")
        .doesNotContain("Opt");
    assertThat(
            mesh.gateway
                .jdbc()
                .queryForObject(
                    "select count(*) from release_audit where what = 'key-used' and who = ?"
                        + " and detail = 'bulk export'",
                    Integer.class,
                    MadeRelease.BY))
        .isPositive();
  }

  @Test
  void aNameTypedAsAnAnswerStaysHere() throws IOException {
    calls.put(
        "QuestionnaireResponse",
        DeidentifiedCalls.id("qr"),
        """
        "status":"completed","subject":{"reference":"Patient/%s"},"authored":"2025-10-12",
        "questionnaire":"https://elsewhere.example/Questionnaire/other|1.0.0",
        "item":[{"linkId":"Quibbleton","answer":[{"valueString":"my neighbour Zebedee Quibbleton"},
          {"valueAttachment":{"title":"Quibbleton"}},{"valueInteger":2}]}]"""
            .formatted(clear));
    var manifest = calls.finished("&_type=QuestionnaireResponse");
    var lines = calls.lines(manifest, "QuestionnaireResponse");
    assertThat(lines).isNotEmpty();
    assertThat(lines.toString()).doesNotContain(NAME).doesNotContain("Zebedee");
  }

  @Test
  void a07AndTheSameAgainIsTheSame() throws IOException {
    var first = calls.finished("&_type=Patient");
    var again = calls.finished("&_type=Patient");
    // An agreement that links releases: equal tokens, equal bytes; file names differ by the export.
    assertThat(calls.lines(first, "Patient")).isEqualTo(calls.lines(again, "Patient"));
    assertThat(first.at("/output/0/url")).isNotEqualTo(again.at("/output/0/url"));
  }

  @Test
  void somethingOfAPersonStopsTheExportAndNothingIsLeft() throws IOException {
    var leak = DeidentifiedCalls.id("o-leak");
    calls.put(
        "Patient",
        DeidentifiedCalls.id("p-leak"),
        "\"identifier\":[{\"system\":\"https://x.example\",\"value\":\"471108155\"}]");
    calls.put("Observation", leak, DeidentifiedCalls.observation(clear, 471108155));
    try {
      var status = calls.started("&_type=Observation");
      var answer = calls.awaited(status);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
      assertThat(answer.body()).contains("IDENTIFIER").doesNotContain("471108155");
      assertThat(calls.folders()).noneMatch(it -> it.contains(DeidentifiedCalls.jobOf(status)));
    } finally {
      assertThat(http.delete("/fhir/Observation/" + leak).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itIsTakenAwayWhenItsTimeIsOverOrItsOwnerSaysSo() throws IOException {
    var status = calls.started("&_type=Patient");
    var manifest = JSON.readTree(calls.awaited(status).body());
    var file = DeidentifiedCalls.path(manifest.at("/output/0/url").asText());
    assertThat(http.get(file).statusCode()).isEqualTo(200);
    assertThat(http.get(file.replaceFirst("PSEUDONYMISED", "..%2FPSEUDONYMISED")).statusCode())
        .isNotEqualTo(200);
    assertThat(http.delete(status.replaceFirst("&_by=.*", "")).statusCode()).isEqualTo(403);
    assertThat(removals(status)).isEmpty();
    assertThat(http.delete(status).statusCode()).isEqualTo(202);
    assertThat(removals(status)).containsExactly(MadeRelease.BY + " PSEUDONYMISED");
    assertThat(http.get(file).statusCode()).isEqualTo(404);
    assertThat(http.get(status).statusCode()).isEqualTo(404);
    assertThat(http.delete(status).statusCode()).isEqualTo(404);
    assertThat(removals(status)).hasSize(1);
    var other = calls.started("&_type=Patient");
    calls.awaited(other);
    mesh.gateway.bean(DeidentifiedExports.class).sweep(Duration.ofHours(-1), false);
    assertThat(http.get(other).statusCode()).isEqualTo(404);
    assertThat(calls.folders()).isEmpty();
  }

  @Test
  void onlyWhoHasTheRightIsToldOfFilesAndEachFetchIsWrittenDown() throws IOException {
    try (var logs = new CapturedLogs()) {
      logs.listen();
      var status = calls.started("&_type=Patient");
      var manifest = JSON.readTree(calls.awaited(status).body());
      var id = DeidentifiedCalls.jobOf(status);
      for (var other : List.of("", "&_by=", "&_by=SOMEBODY")) {
        assertThat(http.get(status.replaceFirst("&_by=.*", other)).statusCode()).isEqualTo(403);
      }
      var file = DeidentifiedCalls.path(manifest.at("/output/0/url").asText());
      var name = file.substring(file.lastIndexOf('/') + 1);
      for (var other :
          List.of(
              "/exports/" + id + "/" + name,
              "/exports/" + id + "/00.00/" + name,
              file.replaceFirst("[0-9a-f]{8}/PSEUDO", "00000000/PSEUDO"),
              file.replaceFirst("/[0-9a-f]+[.]", "/00."))) {
        assertThat(http.get(other).statusCode()).as(other).isEqualTo(404);
      }
      var before = fetches();
      assertThat(http.get(file).statusCode()).isEqualTo(200);
      assertThat(fetches()).isEqualTo(before + 1);
      mesh.await(() -> logs.text().contains(DeidentifiedAccess.mark(id)));
      assertThat(logs.text()).doesNotContain(id);
    }
  }

  @Test
  void aWordIsGoodAsLongAsItsPersonHasTheRight() {
    var uses = new KeyUses(mesh.gateway.jdbc());
    var words = LinkWords.create();
    var has = new DeidentifiedAccess(MadeRights.of(MadeRelease.BY), words, uses);
    var hasNotAnyMore = new DeidentifiedAccess(MadeRights.of("SOMEBODY"), words, uses);
    var word = has.path("p-1", "x.ndjson", MadeRelease.BY).split("/")[3];
    assertThat(has.toldTo("p-1", word)).hasValue(MadeRelease.BY);
    assertThat(has.toldTo("p-2", word)).isEmpty();
    assertThat(hasNotAnyMore.toldTo("p-1", word)).isEmpty();
  }

  private List<String> removals(String status) {
    return mesh.gateway
        .jdbc()
        .queryForList(
            "select who || ' ' || product from release_audit where what = 'removed'"
                + " and detail = ?",
            String.class,
            "bulk export " + DeidentifiedAccess.mark(DeidentifiedCalls.jobOf(status)));
  }

  private int fetches() {
    var count =
        mesh.gateway
            .jdbc()
            .queryForObject(
                "select count(*) from release_audit where what = 'fetched' and who = ?"
                    + " and detail like 'bulk export %: PSEUDONYMISED-Patient.ndjson'",
                Integer.class, MadeRelease.BY);
    return count == null ? 0 : count;
  }

  /** Killed while it was written, after it was moved, and before its files were removed. */
  @Test
  void whatAKillLeftBehindIsRemoved() throws IOException {
    var exports = mesh.gateway.data().resolve("exports");
    var left = Map.of(".p-left-1", "running", "p-left-2", "running", "p-left-3", "failed");
    for (var one : left.entrySet()) {
      var files = Files.createDirectories(exports.resolve(one.getKey()));
      Files.writeString(files.resolve("PSEUDONYMISED-Patient.ndjson"), "{}");
      mesh.gateway
          .jdbc()
          .update(
              "insert into deidentified_export (id, agreement, url, version, digest, recipient,"
                  + " key_id, request, types, asked_by, asked_at, state)"
                  + " values (?, '', '', '', '', '', '', '', '', '', ?::timestamptz, ?)"
                  + " on conflict do nothing",
              one.getKey().replaceFirst("^[.]", ""),
              "2026-01-01T00:00:00Z",
              one.getValue());
    }
    Files.createDirectories(exports.resolve("p-left-4"));
    mesh.gateway.bean(DeidentifiedExports.class).sweep(Duration.ofHours(24), true);
    // The gateway's own sweep may be at them.
    mesh.await(
        () ->
            Stream.of(".p-left-1", "p-left-2", "p-left-3", "p-left-4")
                .noneMatch(it -> Files.exists(exports.resolve(it))));
    assertThat(
            mesh.gateway
                .jdbc()
                .queryForList(
                    "select state from deidentified_export where id like 'p-left-%'", String.class))
        .containsOnly("failed");
  }
}
