package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.golden.ChangedGolden.make;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.engine.TablesResult;
import parley.submissions.rule.Registers;
import parley.submissions.rule.Row;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Submission;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;
import parley.terminology.scale.Scales;

/**
 * Numbers and codes of people are written otherwise, or stand beside those of another trust. One
 * golden service has all of it, each with a person of their own.
 */
class ChangedPersonTest {

  /** The national warning that PARLEY00153 makes an error. */
  private static final String CONTRADICTS = "IDS00153";

  private static final String WITHHELD = "PARLEY00198";
  private static final String ASSIGNER =
      ", \"assigner\": {\"identifier\": {\"system\":"
          + " \"https://fhir.nhs.uk/Id/ods-organization-code\", \"value\": \"RZ9\"}}";

  private static Submission made;

  @BeforeAll
  static void build() {
    var lines = new ArrayList<>(GoldenService.lines());
    // Every multi-trust PID-3 is such a list.
    UnaryOperator<String> first = line -> line.replace("\"identifier\": [", another());
    change(lines, "p05", first);
    change(lines, "p06", line -> first.apply(line.replace(ASSIGNER, "")));
    change(
        lines, "p07", line -> first.apply(line.replace(ASSIGNER, ASSIGNER.replace("RZ9", "RYY"))));

    change(lines, "p08", line -> line.replace("9990000182", "999-000-0182"));
    change(lines, "p09", line -> line.replace("9990000190", "999 000 0190"));
    change(lines, "p10", line -> line.replace("9990000204", "999\u00a0000\u00a00204"));
    change(lines, "p11", line -> line.replace("9990000212", "9990000213"));
    change(lines, "p12", line -> line.replace("9990000220", "999000022"));

    change(lines, "p13", line -> line.replace("ZZ99 3VZ", "ZZ99\u00a03VZ"));
    change(lines, "p14", line -> line.replace("ZZ99 3VZ", "zz99   3vz "));
    change(lines, "p15", line -> line.replace("ZZ99 3VZ", "ZZ99-3VZ"));
    change(lines, "p16", line -> line.replace("ZZ99 3VZ", "UNKNOWN"));
    change(lines, "p17", line -> line.replace("ZZ99 3VZ", "9Z9 3VZ"));

    // Provider, commissioner, practice and site: the code that is in force counts.
    lines.replaceAll(
        line ->
            line.startsWith("{\"resourceType\": \"Organization\"")
                ? line.replace("\"identifier\": [", former("organization"))
                : line);
    lines.replaceAll(
        line ->
            line.contains("\"Location\", \"id\": \"clinic\"")
                ? line.replace("\"identifier\": [", former("site"))
                : line);
    made = make(lines);
  }

  @ParameterizedTest
  // Who has numbers of others alone has a key of our own: the provider may know another by them.
  @CsvSource({"p05, P-05", "p06, P-06", "p07, [0-9A-F]{20}"})
  void theLocalNumberIsTheOneThatTheProviderGave(String id, String sent) {
    assertThat(person(made, id).value("LocalPatientId")).matches(sent);
    assertThat(person(made, id).value("OrgIDLocalPatientId")).isEqualTo("RZ9");
    assertThat(found(made, CONTRADICTS)).isEmpty();
  }

  /** It was given by the code that the provider had. */
  @Test
  void aSuccessionDoesNotHoldItsOwnFileBack() {
    var start = LocalDate.of(2026, 10, 1);
    var end = start.plusMonths(1).minusDays(1);
    var facts = new SubmissionFacts("RZ5", "RZ5", start, end, end.plusDays(20).atTime(10, 0));
    var tables =
        new DatasetTables(new ViewReader())
            .make(
                GoldenService.resources(GoldenService.lines()),
                new SubmissionOrder(facts, "PARLEY", Map.of("RZ9", "RZ5")));
    var submission = ((TablesResult.Made) tables).submission();
    assertThat(person(submission, "p05").value("LocalPatientId")).isEqualTo("P-05");
    assertThat(person(submission, "p05").value("OrgIDLocalPatientId")).isEqualTo("RZ5");
    assertThat(found(submission, CONTRADICTS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"p08, 9990000182", "p09, 9990000190", "p10, 9990000204", "p11, ''", "p12, ''"})
  void anNhsNumberIsSentWithoutWhatDividesItAndNotWhenItIsNone(String id, String sent) {
    assertThat(person(made, id).value("NHSNumber")).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"p13, ZZ99 3VZ", "p14, ZZ99 3VZ", "p15, ZZ99 3VZ", "p16, ''", "p17, ''"})
  void aPostcodeIsDividedWhereItIsOneAndNotSentWhenItIsNone(String id, String sent) {
    assertThat(person(made, id).value("Postcode")).isEqualTo(sent);
  }

  /** One would reject everybody, and a blank one only warns: who it is of is said. */
  @Test
  void whatIsNotSentHoldsTheFileBack() {
    assertThat(withheld(made))
        .containsExactlyInAnyOrder("Patient/p11", "Patient/p12", "Patient/p16", "Patient/p17");
    assertThat(report(made))
        .extracting(finding -> finding.rule().code())
        .doesNotContain("IDSREJ006", "IDSREJ007");
  }

  @Test
  void aCodeThatAnOrganisationOrAPlaceHadIsNotSent() {
    var contact = ChangedGolden.contact(made, "C-05-5");
    assertThat(contact.value("SiteIDOfTreat")).isEqualTo("RZ901");
    for (var table : Set.of("IDS002", "IDS101", "IDS105", "IDS201")) {
      assertThat(made.rows(table))
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.values()).doesNotContain("06H"));
    }
    assertThat(made.rows("IDS101")).extracting(row -> row.value("OrgIDComm")).contains("QWO");
  }

  private static void change(List<String> lines, String id, UnaryOperator<String> change) {
    var person = "\"Patient\", \"id\": \"" + id + "\"";
    var before = List.copyOf(lines);
    lines.replaceAll(line -> line.contains(person) ? change.apply(line) : line);
    assertThat(lines).as(id).isNotEqualTo(before);
  }

  private static String another() {
    return "\"identifier\": [{\"type\": {\"coding\": [{\"system\":"
        + " \"http://terminology.hl7.org/CodeSystem/v2-0203\", \"code\": \"MR\"}]}, \"system\":"
        + " \"urn:another\", \"value\": \"RXX-777\", \"assigner\": {\"identifier\": {\"value\":"
        + " \"RXX\"}}}, ";
  }

  private static String former(String kind) {
    return "\"identifier\": [{\"use\": \"old\", \"system\": \"https://fhir.nhs.uk/Id/ods-"
        + kind
        + "-code\", \"value\": \"06H\"}, ";
  }

  private static Row person(Submission submission, String id) {
    return submission.rows("IDS001").stream()
        .filter(row -> row.resource().orElseThrow().equals("Patient/" + id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> withheld(Submission submission) {
    return ChangedGolden.found(submission, WITHHELD);
  }

  private static List<parley.submissions.rule.Finding> report(Submission submission) {
    return RuleRun.of(submission, RuleBook.strict(Scales.packaged(), Registers.none(), Set.of()))
        .findings();
  }

  private static List<String> found(Submission submission, String code) {
    return report(submission).stream()
        .filter(finding -> finding.rule().code().equals(code))
        .map(finding -> finding.row().orElseThrow().resource().orElseThrow())
        .toList();
  }
}
