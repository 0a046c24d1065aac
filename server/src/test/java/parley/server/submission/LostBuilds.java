package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.PATIENCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.sql.DataSource;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.server.database.AdvisoryLock;

/** Part of {@link SubmissionTest}: a build that is cancelled, or whose program is gone, ends. */
final class LostBuilds {

  private LostBuilds() {}

  static void check(RunningGateway gateway, Http http, Path folder) throws IOException {
    var source = gateway.bean(DataSource.class);
    try (var lock = AdvisoryLock.take(source, "parley.submission.RZ7.2026-10").orElseThrow()) {
      var status = "/fhir/$submission-status?_jobId=" + begun(gateway, "RZ7", folder);
      assertThat(http.get(status).statusCode()).isEqualTo(202);
      assertThat(http.delete(status).statusCode()).isEqualTo(202);
      assertThat(http.get(status).statusCode()).isEqualTo(404);
      assertThat(http.delete(status).statusCode()).isEqualTo(409);
    }
    var rows = gateway.bean(RegisterRows.class);
    var builds = gateway.bean(Builds.class);
    var settings = gateway.bean(SubmissionSettings.class);
    long lost;
    Path part;
    try (var lock = AdvisoryLock.take(source, "parley.submission.RZ6.2026-10").orElseThrow()) {
      lost = begun(gateway, "RZ6", folder);
      var place = rows.one(lost).orElseThrow().folder();
      part = place.resolveSibling("." + place.getFileName() + ".part");
      Files.writeString(Files.createDirectories(part).resolve("half"), "");
      // Tables of a killed program: the record in plain text. No other build begins.
      var tables =
          settings.folder().toAbsolutePath().resolve(".engine/gone/engine-1/tables.duckdb");
      Files.createDirectories(tables.getParent());
      Files.writeString(tables, "the record");
      builds.sweep();
      assertThat(tables).doesNotExist();
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

  private static long begun(RunningGateway gateway, String provider, Path folder) {
    return gateway
        .jdbc()
        .queryForObject(
            "insert into submission_build (provider, period, type, ordered_by, folder)"
                + " values (?, date '2026-10-01', 'primary', 'a test', ?) returning id",
            Long.class,
            provider,
            folder.resolve(provider).resolve("primary").toString());
  }
}
