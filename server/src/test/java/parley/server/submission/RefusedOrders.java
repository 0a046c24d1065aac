package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.october;
import static parley.server.submission.SubmissionCalls.parameters;

import java.util.List;
import javax.sql.DataSource;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.server.database.AdvisoryLock;

/** Part of {@link SubmissionTest}: what is not ordered well, or twice at a time, is refused. */
final class RefusedOrders {

  private RefusedOrders() {}

  static void check(RunningGateway gateway, Http http) {
    badOrdersAreRefused(http);
    oneMonthAtATime(gateway, http);
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
            parameters("provider", "RZ9", "period", "2026-10", "created", "2026-09-30T23:59:59"),
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
}
