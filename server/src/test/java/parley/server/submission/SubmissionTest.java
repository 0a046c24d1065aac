package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.PATIENCE;
import static parley.server.submission.SubmissionCalls.awaited;
import static parley.server.submission.SubmissionCalls.built;
import static parley.server.submission.SubmissionCalls.change;
import static parley.server.submission.SubmissionCalls.october;
import static parley.server.submission.SubmissionCalls.ordered;
import static parley.server.submission.SubmissionCalls.packageIn;
import static parley.server.submission.SubmissionCalls.parameters;
import static parley.server.submission.SubmissionCalls.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.server.database.AdvisoryLock;
import parley.terminology.England;

/**
 * A month of a made person, stored by FHIR, built by operation, calendar and command, and taken
 * through the register. One test, because it needs a gateway of its own that is then stopped.
 */
class SubmissionTest {

  private static final YearMonth OCTOBER = YearMonth.parse("2026-10");

  @TempDir Path folder;

  @Test
  void oneMonthIsBuiltSentOnAndComparedWith() throws IOException, InterruptedException {
    var data = RunningGateway.temporary();
    Map<String, String> byOperation;
    try (var gateway = RunningGateway.start(data, settings())) {
      var http = new Http(gateway);
      MadeMonth.store(http);
      badOrdersAreRefused(http);
      oneMonthAtATime(gateway, http);
      var id = built(http, "");
      byOperation = tables(id, gateway, http);
      assertThat(byOperation.get("csv/IDS201CareContact.csv"))
          .contains("K1")
          .contains("K5")
          .doesNotContain("K3");
      assertThat(byOperation.get("csv/IDS101Referral.csv")).contains("REF-1");
      assertThat(byOperation.get("csv/IDS001MPI.csv")).contains("P-000001").contains("9990000018");
      var second = built(http, "");
      throughTheRegister(id, gateway, http);
      RefusedReleases.check(id, second, gateway, http);
      theGuardHoldsBackWhatHasLess(id, gateway, http);
      aBuildIsCancelledAndALostOneIsFound(gateway, http);
      theCalendarHasBuiltItsDrafts(gateway, http);
    }
    var out = folder.resolve("out");
    // The file that was accepted is said to have held 900 contacts.
    var month = "submit --provider RZ9 --period 2026-10 --confirm so --by ME --out " + out;
    assertThat(command(data, (Object[]) month.split(" "))).isIn(0, 3);
    var byCommand = read(packageIn(out));
    assertThat(byCommand.keySet()).containsExactlyInAnyOrderElementsOf(byOperation.keySet());
    byOperation.forEach(
        (name, text) -> {
          if (!name.contains("IDS000")) {
            assertThat(byCommand.get(name)).as(name).isEqualTo(text);
          }
        });
    assertThat(command(data, "submission", "released", "1", "--by", "ME", "--reason", "so"))
        .isEqualTo(2);
    assertThat(Files.readString(folder.resolve("log"))).contains("cannot become released");
  }

  private Map<String, Object> settings() {
    var today = LocalDate.now(England.TIME);
    var month = YearMonth.from(today.minusDays(1)).minusMonths(1);
    var settings = new HashMap<String, Object>();
    settings.put("PARLEY_SUBMISSIONS_OUTLET", folder.resolve("outlet").toString());
    settings.put("PARLEY_SUBMISSIONS_PROVIDERS", "QQ1");
    settings.put("parley.submissions.windows[0].opens", today.minusDays(1).toString());
    settings.put("parley.submissions.windows[0].closes", today.plusDays(1).toString());
    settings.put("parley.submissions.windows[0].primary", month.toString());
    settings.put("parley.submissions.windows[0].refresh", month.minusMonths(1).toString());
    return settings;
  }

  private static void badOrdersAreRefused(Http http) {
    for (var bad :
        List.of(
            parameters("period", "2026-10"),
            parameters("provider", "rz9", "period", "2026-10"),
            parameters("provider", "RZ9", "period", "2026"),
            parameters("provider", "RZ9", "period", "2999-01"),
            parameters("provider", "RZ9", "period", "2026-10", "type", "both"),
            parameters("provider", "RZ9", "period", "2026-10", "confirm", "so"),
            parameters("provider", "RZ9", "period", "2026-10", "colour", "red"))) {
      var answer = http.postJson("/fhir/$submission", bad);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("OperationOutcome");
    }
    assertThat(http.get("/fhir/$submission-status").statusCode()).isEqualTo(400);
    assertThat(http.get("/fhir/$submission-status?_jobId=99999").statusCode()).isEqualTo(404);
    assertThat(http.get("/submissions/99999/files/manifest.json").statusCode()).isEqualTo(404);
  }

  /** Whoever builds a month holds its lock, in this process or another. */
  private static void oneMonthAtATime(RunningGateway gateway, Http http) {
    var source = gateway.bean(DataSource.class);
    try (var lock = AdvisoryLock.take(source, "parley.submission.RZ9.2026-10").orElseThrow()) {
      var answer = http.postJson("/fhir/$submission", october());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(answer.body()).contains("being built already");
    }
  }

  private static Map<String, String> tables(long id, RunningGateway gateway, Http http)
      throws IOException {
    var status = http.get("/fhir/$submission-status?_jobId=" + id).body();
    var tables = new HashMap<String, String>();
    var held = gateway.bean(RegisterRows.class).one(id).orElseThrow().folder();
    for (var name : PackageFiles.names(held)) {
      assertThat(status).contains("/submissions/" + id + "/files/" + name);
      if (name.endsWith(".csv") && name.startsWith("csv/")) {
        var answer = http.get("/submissions/" + id + "/files/" + name);
        assertThat(answer.statusCode()).isEqualTo(200);
        tables.put(name, answer.body());
      }
    }
    assertThat(tables).hasSize(21);
    var files = "/submissions/" + id + "/files/";
    assertThat(http.get(files + "report.csv").body()).contains("PARLEY10181"); // ours: no source
    assertThat(http.get(files + "measures.csv").body()).contains(",provider,RZ9,total,all,");
    assertThat(http.get(files + "../../x").statusCode()).isNotEqualTo(200);
    return tables;
  }

  private void throughTheRegister(long id, RunningGateway gateway, Http http) throws IOException {
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
    assertThat(change(http, id, "released").statusCode()).isEqualTo(200);
    var carried = folder.resolve("outlet").resolve("RZ9-2026-10-primary-" + id);
    assertThat(carried.resolveSibling(carried.getFileName() + ".release.json"))
        .content()
        .contains("\"releasedBy\" : \"ME\"", "manifestSha256");
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

  private static void theGuardHoldsBackWhatHasLess(long id, RunningGateway gateway, Http http) {
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
    var confirmed = part("confirm", "the clinic was shut") + "," + part("by", "ME");
    var second = built(http, "," + refresh + "," + confirmed);
    var manifest = http.get("/submissions/" + second + "/files/manifest.json").body();
    assertThat(manifest).contains("the clinic was shut");
  }

  private void aBuildIsCancelledAndALostOneIsFound(RunningGateway gateway, Http http)
      throws IOException {
    var source = gateway.bean(DataSource.class);
    try (var lock = AdvisoryLock.take(source, "parley.submission.RZ7.2026-10").orElseThrow()) {
      var status = "/fhir/$submission-status?_jobId=" + begun(gateway, "RZ7");
      assertThat(http.get(status).statusCode()).isEqualTo(202);
      assertThat(http.delete(status).statusCode()).isEqualTo(202);
      assertThat(http.get(status).statusCode()).isEqualTo(404);
      assertThat(http.delete(status).statusCode()).isEqualTo(409);
    }
    var rows = gateway.bean(RegisterRows.class);
    var builds = gateway.bean(Builds.class);
    long lost;
    Path part;
    try (var lock = AdvisoryLock.take(source, "parley.submission.RZ6.2026-10").orElseThrow()) {
      lost = begun(gateway, "RZ6");
      var place = rows.one(lost).orElseThrow().folder();
      part = place.resolveSibling("." + place.getFileName() + ".part");
      Files.writeString(Files.createDirectories(part).resolve("half"), "");
      builds.sweep();
      assertThat(rows.one(lost).orElseThrow().state()).isEqualTo(BuildState.BUILDING);
    }
    // The gateway's own sweep may be at it, which then has the lock.
    var end = Instant.now().plus(PATIENCE);
    while (rows.one(lost).orElseThrow().state() == BuildState.BUILDING
        && Instant.now().isBefore(end)) {
      builds.sweep();
    }
    assertThat(rows.one(lost).orElseThrow().state()).isEqualTo(BuildState.FAILED);
    assertThat(part).doesNotExist();
    var answer = http.get("/fhir/$submission-status?_jobId=" + lost);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("OperationOutcome");
  }

  private long begun(RunningGateway gateway, String provider) {
    return gateway
        .jdbc()
        .queryForObject(
            "insert into submission_build (provider, period, type, ordered_by, folder)"
                + " values (?, date '2026-10-01', 'primary', 'a test', ?) returning id",
            Long.class,
            provider,
            folder.resolve(provider).resolve("primary").toString());
  }

  private static void theCalendarHasBuiltItsDrafts(RunningGateway gateway, Http http) {
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

  private static Map<String, String> read(Path held) {
    return PackageFiles.names(held).stream()
        .filter(name -> name.endsWith(".csv") && name.startsWith("csv/"))
        .collect(Collectors.toMap(name -> name, name -> text(held.resolve(name))));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int command(Path data, Object... words) throws IOException, InterruptedException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "parley.server.GatewayApplication"));
    for (var word : words) {
      line.add(word.toString());
    }
    var builder = new ProcessBuilder(line);
    builder.environment().put("PARLEY_DATA", data.toString());
    var process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
