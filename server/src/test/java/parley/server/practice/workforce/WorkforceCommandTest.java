package parley.server.practice.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.ConnectedGateway;
import parley.server.Http;
import parley.server.OperatorCommand;

/** {@code parley workforce}, as an operator runs it. */
class WorkforceCommandTest {

  private static final String ROLE =
      """
      {"resourceType":"PractitionerRole","id":"r%1$d","active":%2$s,
       "practitioner":{"reference":"Practitioner/p%1$d"},"period":{"start":"2026-01-05"},
       "extension":[{"url":"https://parley.example/fhir/StructureDefinition/whole-time-equivalent",
         "valueDecimal":0.5}],
       "code":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/practitioner-role",
         "code":"high-intensity-therapist"}]}]}""";
  private static final String PRACTITIONER =
      """
      {"resourceType":"Practitioner","id":"p%1$d","name":[{"family":"SOMEBODY"}],"qualification":[
       {"code":{"coding":[{"code":"11","system":
         "https://parley.example/fhir/CodeSystem/nhs-qualification-attainment-level"}]},
        "period":{"start":"2020-09-01"}}]}""";

  @TempDir Path folder;

  @Test
  void writesBothFilesOfWhoHadAPostOnTheDay() throws IOException, InterruptedException {
    // Nobody else has a post there.
    var gateway = ConnectedGateway.shared().gateway();
    var http = new Http(gateway);
    for (var i = 1; i <= 13; i++) {
      put(http, "Practitioner/p" + i, PRACTITIONER.formatted(i));
      put(http, "PractitionerRole/r" + i, ROLE.formatted(i, i > 1));
    }
    assertThat(
            http.putJson("/fhir/PractitionerRole/r1", ROLE.formatted(1, true).replace("0.5", "1.5"))
                .statusCode())
        .isEqualTo(422);
    // The gateway keeps running: the command is given the database, not its files.
    var operator = new OperatorCommand(gateway.databaseSettings());
    var out = folder.toString();
    var counted = operator.run("workforce", "--as-of", "2026-10-31", "--out", out);
    assertThat(counted.code()).as(counted.output()).isZero();
    var csv = Files.readString(folder.resolve("ANONYMOUS-workforce-2026-10-31.csv"));
    assertThat(csv)
        .contains(
            "holders,11,\"Curriculum for High-Intensity Cognitive Behavioural Therapy (CBT)\","
                + "awarded,10,5\r\n")
        .doesNotContain("SOMEBODY");
    var json = Files.readString(folder.resolve("ANONYMOUS-workforce-2026-10-31.json"));
    var report =
        ca.uhn.fhir.context.FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(MeasureReport.class, json);
    assertThat(report.getPeriod().getStartElement().getValueAsString()).isEqualTo("2026-10-31");
    assertThat(json).doesNotContain("SOMEBODY").doesNotContain("Practitioner/");
    var before =
        operator.here(
            (to, err) ->
                new WorkforceCommand(to, err, Clock.systemUTC())
                    .run("workforce", "--as-of", "2025-12-31", "--out", out));
    assertThat(before.code()).as(before.output()).isZero();
    assertThat(
            Files.readString(folder.resolve("ANONYMOUS-workforce-2025-12-31.csv")).lines().skip(1))
        .allMatch(line -> line.endsWith(",*,*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workforce",
        "workforce --as-of",
        "workforce --as-of 2026-13-01",
        "workforce --as-of -0044-03-31",
        "workforce --as-of -999999999-01-31",
        "workforce --on 2026-11-20",
        "workforce --as-of 2026-11-20 --to x"
      })
  void aWrongCommandSaysHowItIsUsed(String line) {
    var err = new ByteArrayOutputStream();
    var command =
        new WorkforceCommand(
            new PrintStream(new ByteArrayOutputStream()), new PrintStream(err), Clock.systemUTC());
    assertThat(command.run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("usage: parley workforce --as-of DATE");
  }

  @Test
  void aDayToComeAndAFolderThatCannotBeAreRefusedBeforeAnythingStarts() throws IOException {
    assertThat(refused("2026-11-23", folder.toString()))
        .isEqualTo(
            "2 parley: --as-of: is a day that has not come yet; nobody knows who will be there");
    var file = Files.writeString(folder.resolve("file"), "");
    for (var no : List.of(file, file.resolve("below"))) {
      assertThat(refused("2026-10-31", no.toString()))
          .isEqualTo(
              "1 parley: --out: no folder that can be written to, nor made, is called " + no);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-22", "2026-10-30", "2026-11-01", "2024-02-28", "2025-02-27"})
  void aDayThatIsNotTheLastOfItsMonthIsRefused(String day) {
    assertThat(refused(day, folder.toString()))
        .startsWith("2 parley: --as-of: is not the last day of a month");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANONYMOUS-workforce-2024-02-29.csv",
        "ANONYMOUS-workforce-2024-02-29.json",
        "workforce-2024-02-29.csv"
      })
  void aSecondCensusOfTheSameDayIsRefused(String name) throws IOException {
    Files.writeString(folder.resolve(name), "the first");
    assertThat(refused("2024-02-29", folder.toString()))
        .startsWith("1 parley: --out: the folder has a census of that day");
    assertThat(folder.resolve(name)).hasContent("the first");
  }

  /** Exit code and the one line of a command in the late evening of 22 November. */
  private static String refused(String day, String out) {
    var err = new ByteArrayOutputStream();
    var clock = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
    var command =
        new WorkforceCommand(
            new PrintStream(new ByteArrayOutputStream()), new PrintStream(err), clock);
    return command.run("workforce", "--as-of", day, "--out", out) + " " + err.toString().strip();
  }

  private static void put(Http http, String path, String json) {
    var answer = http.putJson("/fhir/" + path, json);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }
}
