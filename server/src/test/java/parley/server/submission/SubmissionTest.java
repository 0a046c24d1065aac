package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.submission.SubmissionCalls.built;
import static parley.server.submission.SubmissionCalls.packageIn;
import static parley.server.submission.SubmissionCalls.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.server.Http;
import parley.server.OperatorCommand;
import parley.server.RunningGateway;
import parley.terminology.England;

/**
 * A month of a made person, stored by FHIR, built by operation, calendar and command, and taken
 * through the register. One test, because it needs a gateway of its own that is then stopped.
 */
class SubmissionTest {

  /** The moment that the file is of, whenever and by whomever it is built. */
  private static final String CREATED = "2026-11-01T09:30:00";

  @TempDir Path folder;

  @Test
  void oneMonthIsBuiltSentOnAndComparedWith() throws IOException, InterruptedException {
    var data = RunningGateway.temporary();
    Map<String, String> byOperation;
    try (var gateway = RunningGateway.start(data, settings())) {
      var http = new Http(gateway);
      MadeMonth.store(http);
      RefusedOrders.check(gateway, http);
      var id = built(http, ',' + part("created", CREATED));
      byOperation = tables(id, gateway, http);
      assertThat(byOperation.get("csv/IDENTIFIABLE-IDS201CareContact-2026-10.csv"))
          .contains("K1")
          .contains("K5")
          .doesNotContain("K3");
      assertThat(byOperation.get("csv/IDENTIFIABLE-IDS000Header-2026-10.csv")).contains(CREATED);
      assertThat(byOperation.get("csv/IDENTIFIABLE-IDS101Referral-2026-10.csv")).contains("REF-1");
      assertThat(byOperation.get("csv/IDENTIFIABLE-IDS001MPI-2026-10.csv"))
          .contains("P-000001")
          .contains("9990000018");
      // Another system's number in front of the one that was sent changes no key.
      MadeMonth.numberReferralAnew(http);
      var second = built(http, "");
      ReleasedPackage.check(id, gateway, http, folder.resolve("outlet"));
      RefusedReleases.check(id, second, gateway, http);
      HeldBackBuild.check(id, gateway, http);
      LostBuilds.check(gateway, http, folder);
      MonthOfMessages.check(gateway, http);
      CalendarDrafts.check(gateway);
    }
    var out = folder.resolve("out");
    // The file that was accepted is said to have held 900 contacts.
    var month = "submit --provider RZ9 --period 2026-10 --confirm so --out " + out;
    var operator =
        new OperatorCommand(
            Map.of(
                "PARLEY_DATA",
                data.toAbsolutePath().toString(),
                "PARLEY_SUBMISSIONS_RIGHTS_CONFIRM",
                "ME"));
    var byMe = month + " --by ME --created " + CREATED;
    assertThat(operator.run(byMe.split(" ")).code()).isIn(0, 3);
    var byCommand = read(packageIn(out));
    assertThat(byCommand.keySet()).containsExactlyInAnyOrderElementsOf(byOperation.keySet());
    byOperation.forEach((name, text) -> assertThat(byCommand.get(name)).as(name).isEqualTo(text));
    var released = operator.run("submission", "released", "1", "--by", "ME", "--reason", "so");
    assertThat(released.code()).isEqualTo(2);
    assertThat(released.output()).contains("they are named in parley.submissions.rights.release");
  }

  private Map<String, Object> settings() {
    var today = LocalDate.now(England.TIME);
    var month = YearMonth.from(today.minusDays(1)).minusMonths(1);
    var settings = new HashMap<String, Object>();
    settings.put("PARLEY_SUBMISSIONS_OUTLET", folder.resolve("outlet").toString());
    settings.put("PARLEY_SUBMISSIONS_PROVIDERS", "QQ1");
    settings.put("PARLEY_SUBMISSIONS_RIGHTS_CONFIRM", "ME");
    settings.put("PARLEY_SUBMISSIONS_RIGHTS_RELEASE", "ME");
    MonthOfMessages.sender(settings);
    // The look at the start is the one that builds.
    settings.put("PARLEY_SUBMISSIONS_LOOK", "0 0 0 1 1 ? 2099");
    settings.put("parley.submissions.windows[0].opens", today.minusDays(1).toString());
    settings.put("parley.submissions.windows[0].closes", today.plusDays(1).toString());
    settings.put("parley.submissions.windows[0].primary", month.toString());
    settings.put("parley.submissions.windows[0].refresh", month.minusMonths(1).toString());
    return settings;
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
    assertThat(http.get(files + "IDENTIFIABLE-report-2026-10.csv").body())
        .contains("PARLEY10181"); // ours: no source
    assertThat(http.get(files + "IDENTIFIABLE-measures-2026-10.csv").body())
        .contains(",provider,RZ9,total,all,");
    assertThat(http.get(files + "../../x").statusCode()).isNotEqualTo(200);
    return tables;
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
}
