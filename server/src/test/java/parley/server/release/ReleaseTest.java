package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.release.MadeReleases.below;
import static parley.server.release.MadeSettings.BOARD;
import static parley.server.release.MadeSettings.RESEARCH;
import static parley.server.release.MadeSettings.board;
import static parley.server.release.MadeSettings.open;
import static parley.server.release.MadeSettings.research;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.server.Http;
import parley.server.OperatorCommand;
import parley.server.RunningGateway;
import parley.server.optout.MadeOptOuts;

/**
 * A synthetic service, written to the endpoint, released by operation and by command. One test,
 * because it needs a gateway of its own that is then stopped.
 */
class ReleaseTest {

  private static final String IG = "IG LEAD";
  private static final String OPEN = "https://parley.example/fhir/agreement/open";

  @TempDir Path folder;
  private final String key = MadeSettings.sameKey();

  @Test
  void aServiceIsReleasedWithNobodyInIt() throws IOException, InterruptedException {
    var data = RunningGateway.temporary();
    var settings = settings();
    Map<String, String> rows;
    Map<String, String> figures;
    MadeService service;
    try (var logs = new CapturedLogs();
        var gateway = RunningGateway.start(data, settings)) {
      logs.listen();
      var calls = new ReleaseCalls(new Http(gateway));
      badOrdersAreRefused(calls);
      service = MadeService.store(gateway, folder.resolve("synth"));
      withoutAListOfOptOutsNothingLeaves(calls);
      exits(4, "release [0-9]+ was refused: OPT_OUT, .*", gateway::bean, RESEARCH, "RZ1");
      MadeOptOuts.load(gateway, service.someNumbers());
      anonymousRowsThatAreNoneAreRefused(gateway);
      rows = calls.released(calls.ordered("agreement", RESEARCH));
      figures = calls.released(calls.ordered("agreement", BOARD));
      onlyTheStatusLeadsToFiles(calls);
      anAgreementThatComesWithTheOrderIsTheSame(calls);
      nobodyIsIn(service, rows);
      nobodyIsIn(service, figures);
      theKeyIsInNoAnswer(new Http(gateway));
      assertThat(logs.text()).doesNotContain(key);
      service.words().forEach(word -> assertThat(logs.text()).doesNotContain(word));
    }
    assertThat(rows.keySet()).allMatch(name -> name.startsWith("PSEUDONYMISED-"));
    assertThat(figures.keySet()).allMatch(name -> name.startsWith("ANONYMOUS-"));
    assertThat(rows.get("PSEUDONYMISED-referrals-2026-09-to-2026-10.csv").lines().count())
        .isGreaterThan(5)
        .isLessThanOrEqualTo(service.referrals() - service.someNumbers().size() + 1L);
    byCommandTheBytesAreTheSame(data, rows);
  }

  private Map<String, Object> settings() throws IOException {
    var agreements = Files.createDirectories(folder.resolve("agreements"));
    Files.writeString(agreements.resolve("research.json"), research("1", "2099-12-31"));
    Files.writeString(agreements.resolve("board.json"), board("1"));
    Files.writeString(agreements.resolve("open.json"), open("open", "1"));
    Files.writeString(agreements.resolve("faulty.json"), "{}");
    var settings = new HashMap<String, Object>();
    settings.put("PARLEY_RELEASES_AGREEMENTS", agreements.toString());
    settings.put("PARLEY_RELEASES_PROVIDER", "RZ1");
    settings.put(
        "parley.releases.keys[0].file", MadeSettings.secret(folder.resolve("key"), key).toString());
    settings.put("parley.releases.rights.pseudonymised[0]", IG);
    settings.put("parley.releases.rights.anonymous[0]", IG);
    return settings;
  }

  private static void badOrdersAreRefused(ReleaseCalls calls) {
    calls.refused(400, "period", "agreement", RESEARCH, "by", IG);
    calls.refused(400, "period", "agreement", RESEARCH, "by", IG, "period", "2999-01");
    calls.refused(400, "by", "agreement", RESEARCH, "period", "2026-10");
    calls.refused(400, "agreement", "by", IG, "period", "2026-10");
    calls.refused(
        400, "provider", "agreement", RESEARCH, "by", IG, "period", "2026-10", "provider", "rz");
    calls.refused(
        400, "colour", "agreement", RESEARCH, "by", IG, "period", "2026-10", "colour", "red");
    calls.refused(403, "RIGHT", "agreement", RESEARCH, "by", "ANYONE", "period", "2026-10");
    calls.refused(422, "AGREEMENT", "agreement", "urn:none", "by", IG, "period", "2026-10");
    assertThat(calls.http().get("/fhir/$release-status").statusCode()).isEqualTo(400);
    assertThat(calls.http().get("/fhir/$release-status?_jobId=99999").statusCode()).isEqualTo(404);
    assertThat(calls.http().get("/fhir/$release?agreement=" + RESEARCH).statusCode())
        .isBetween(400, 405);
  }

  private static void withoutAListOfOptOutsNothingLeaves(ReleaseCalls calls) {
    var answer = calls.awaited(calls.ordered("agreement", RESEARCH));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("OPT_OUT");
  }

  /** Of a provider without a referral; then the months are free for one that has some. */
  private void anonymousRowsThatAreNoneAreRefused(RunningGateway gateway) throws IOException {
    exits(3, "release [0-9]+ was refused: ROWS, rows: .*k people.*", gateway::bean, OPEN, "RZ8");
    assertThat(new RowsReleased(gateway.bean(ReleaseRows.class), Map.of()).all()).isEmpty();
  }

  /** The command on the gateway's own register and record; what it says stands in one line. */
  private void exits(
      int code, String says, ReleaseCommand.Beans beans, String agreement, String provider)
      throws IOException {
    var err = new ByteArrayOutputStream();
    var command =
        new ReleaseCommand(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err),
            Clock.systemUTC());
    var out = folder.resolve("none");
    var words =
        List.of(
            "--agreement",
            agreement,
            "--period",
            "2026-09..2026-10",
            "--provider",
            provider,
            "--out",
            out.toString(),
            "--by",
            IG);
    assertThat(command.done(ReleaseCommandWords.of(words, Clock.systemUTC()), beans))
        .as(err.toString())
        .isEqualTo(code);
    assertThat(err.toString().lines().filter(line -> line.startsWith("parley: ")).toList())
        .singleElement(InstanceOfAssertFactories.STRING)
        .matches("parley: " + says);
    assertThat(below(out)).isEmpty();
  }

  private static void onlyTheStatusLeadsToFiles(ReleaseCalls calls) {
    var status = calls.ordered("agreement", RESEARCH);
    var told = calls.awaited(status);
    assertThat(told.body())
        .contains("manifest-sha256")
        .doesNotContain("/releases/")
        .doesNotContain("opted-out");
    assertThat(calls.http().get(status + "&by=ANYONE").statusCode()).isEqualTo(403);
    var path = calls.paths(status).get(0);
    assertThat(calls.http().get(path).statusCode()).isEqualTo(200);
    for (var other :
        List.of(
            path.replaceFirst("[0-9a-f]{8}/PSEUDO", "00000000/PSEUDO"),
            path.replace("/pseudonymised/", "/anonymous/"),
            path.replaceFirst("[^/]+$", "..%2F..%2Fkey"),
            path.replaceFirst("/[0-9a-f]+[.]", "/00."))) {
      assertThat(calls.http().get(other).statusCode()).as(other).isBetween(400, 404);
    }
    assertThat(calls.http().get("/fhir/$release-register").body())
        .contains("released", "refused")
        .doesNotContain("/releases/")
        .doesNotContain(IG); // The name that has the right is no secret else.
    assertThat(calls.http().get("/fhir/$release-register?by=ANYONE").body()).doesNotContain(IG);
    assertThat(calls.http().get("/fhir/$release-register?by=IG%20LEAD").body()).contains(IG);
    assertThat(told.body()).doesNotContain(IG);
    assertThat(calls.http().delete(status).statusCode()).isEqualTo(403);
    assertThat(calls.http().delete(status + "&by=IG%20LEAD").statusCode()).isEqualTo(409);
  }

  /** Its content is what is registered, however it came and is laid out. */
  private static void anAgreementThatComesWithTheOrderIsTheSame(ReleaseCalls calls) {
    var tried = calls.awaited(calls.tried(research("1", "2099-12-31")));
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body()).contains("checked").doesNotContain("/releases/");
    var changed = calls.http().postJson("/fhir/$release", calls.trial(research("1", "2098-12-31")));
    assertThat(changed.statusCode()).isEqualTo(422);
    assertThat(changed.body()).contains("registered with other content");
  }

  private static void nobodyIsIn(MadeService service, Map<String, String> files) {
    assertThat(files).isNotEmpty();
    files.forEach(
        (name, content) -> {
          assertThat(content).as(name).isNotEmpty();
          service.identifiers().forEach(it -> assertThat(name + content).doesNotContain(it));
        });
  }

  private void theKeyIsInNoAnswer(Http http) {
    for (var hidden : List.of("env", "configprops", "heapdump", "threaddump", "beans", "loggers")) {
      assertThat(http.get("/actuator/" + hidden).statusCode()).as(hidden).isEqualTo(404);
    }
    for (var shown :
        List.of("/actuator", "/actuator/health", "/actuator/metrics", "/fhir/metadata")) {
      assertThat(http.get(shown).body()).as(shown).doesNotContain(key);
    }
  }

  /** The month as it was released, in another folder, by a program that has no gateway. */
  private void byCommandTheBytesAreTheSame(Path data, Map<String, String> rows)
      throws IOException, InterruptedException {
    var out = folder.resolve("out");
    var agreement = folder.resolve("agreements").resolve("research.json");
    var words =
        List.of(
            "release",
            "--agreement",
            agreement.toString(),
            "--period",
            "2026-09..2026-10",
            "--out",
            out.toString(),
            "--by");
    var refused = here(data, with(words, "ANYONE"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.output()).contains("RIGHT, by:").doesNotContain(key);
    assertThat(below(out)).isEmpty();
    var released = new OperatorCommand(environment(data)).run(with(words, IG));
    assertThat(released.code()).as(released.output()).isZero();
    var made = new TreeSet<String>();
    for (var file : below(out)) {
      var name = Path.of(file).getFileName().toString();
      made.add(name);
      // The manifest too, though it was made at another moment.
      assertThat(Files.readString(out.resolve(file))).as(name).isEqualTo(rows.get(name));
    }
    assertThat(made).isEqualTo(new TreeSet<>(rows.keySet()));
    var number = released.output().replaceAll("(?s).*release (\\d+): .*", "$1");
    var verified = here(data, "release", "verify", number);
    assertThat(verified.code()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("every file is what was released");
  }

  private static String[] with(List<String> words, String last) {
    return Stream.concat(words.stream(), Stream.of(last)).toArray(String[]::new);
  }

  private OperatorCommand.Result here(Path data, String... words) throws InterruptedException {
    var settings = new HashMap<>(environment(data));
    settings.put("parley.releases.keys[0].file", folder.resolve("key").toString());
    settings.put("parley.releases.rights.pseudonymised[0]", IG);
    return new OperatorCommand(settings)
        .here((out, err) -> new ReleaseCommand(out, err, Clock.systemUTC()).run(words));
  }

  private Map<String, String> environment(Path data) {
    return Map.of(
        "PARLEY_DATA",
        data.toAbsolutePath().toString(),
        "PARLEY_RELEASES_PROVIDER",
        "RZ1",
        "PARLEY_RELEASES_KEYS_0_FILE",
        folder.resolve("key").toString(),
        "PARLEY_RELEASES_RIGHTS_PSEUDONYMISED_0",
        IG);
  }
}
