package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.golden.ChangedGolden.codes;
import static parley.submissions.golden.ChangedGolden.contact;
import static parley.submissions.golden.ChangedGolden.found;
import static parley.submissions.golden.ChangedGolden.keys;
import static parley.submissions.golden.ChangedGolden.make;
import static parley.submissions.golden.ChangedGolden.of;
import static parley.submissions.golden.ChangedGolden.rows;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.submissions.rule.Submission;

/** What would be in no table without a word, or in two. */
class LostRecordTest {

  private static final String COURSE = "EpisodeOfCare\", \"id\": \"e05\"";
  private static final String OTHER_COURSE =
      "{\"resourceType\": \"EpisodeOfCare\", \"id\": \"e05b\", \"status\": \"active\","
          + " \"patient\": {\"reference\": \"Patient/p05\"}, \"managingOrganization\":"
          + " {\"reference\": \"Organization/rz9\"}, \"period\": {\"start\": \"2026-06-01\"},"
          + " \"referralRequest\": [{\"reference\": \"ServiceRequest/r05\"}]}";

  @Test
  void aCourseOfNoProviderIsSaidToBeInNobodysFile() {
    var lines =
        of(
            COURSE,
            line ->
                line.replace(
                    "\"managingOrganization\": {\"reference\": \"Organization/rz9\"}, ", ""));
    var made = make(lines);
    assertThat(keys(made, "IDS101")).doesNotContain("R-05");
    assertThat(found(made, "PARLEY10192")).containsExactly("EpisodeOfCare/e05");
    assertThat(codes(make(GoldenService.lines())))
        .doesNotContain("PARLEY10192", "PARLEY20196", "PARLEY20293");
  }

  @Test
  void aCourseOfAPersonWhoIsNotOnRecordIsSaidToBe() {
    var lines =
        of("Patient\", \"id\": \"p05\"", line -> line.replace("\"id\": \"p05\"", "\"id\": \"q\""));
    assertThat(found(make(lines), "PARLEY10192")).containsExactly("EpisodeOfCare/e05");
  }

  @Test
  void aCourseWithoutItsFirstDayIsSaidToBe() {
    var lines = of(COURSE, line -> line.replace("\"start\": \"2026-06-01\", ", ""));
    assertThat(found(make(lines), "PARLEY10191")).containsExactly("EpisodeOfCare/e05");
  }

  @Test
  void whatNamesACourseThatWasEnteredInErrorIsSaidToHaveNone() {
    var lines =
        of(
            COURSE,
            line -> line.replace("\"status\": \"finished\"", "\"status\": \"entered-in-error\""),
            List.of(OTHER_COURSE));
    var made = make(lines);
    assertThat(found(made, "PARLEY20192")).contains("Encounter/k055");
    assertThat(found(made, "PARLEY60692")).contains("Observation/s0504");
  }

  @Test
  void aMissedSessionOfTwoCoursesOfOneReferralIsOne() {
    var missed =
        "{\"resourceType\": \"Appointment\", \"id\": \"b1\", \"status\": \"noshow\", \"identifier\":"
            + " [{\"system\": \"urn:b\", \"value\": \"B-1\"}], \"basedOn\": [{\"reference\":"
            + " \"ServiceRequest/r05\"}], \"start\": \"2026-10-20T09:00:00Z\", \"participant\":"
            + " [{\"actor\": {\"reference\": \"Patient/p05\"}, \"status\": \"accepted\"}]}";
    var made = make(of("none", line -> line, List.of(OTHER_COURSE, missed)));
    var row = contact(made, "B-1");
    assertThat(keys(made, "IDS201")).filteredOn("B-1"::equals).hasSize(1);
    // The other course had ended on the 12th.
    assertThat(row.value("ServiceRequestId")).isNotEqualTo("R-05");
  }

  @Test
  void aLengthThatNoContactHasIsForARuleToFind() {
    var lines = of("\"k055\"", line -> line.replace("\"value\": 50", "\"value\": 99999999999"));
    var made = make(lines);
    assertThat(contact(made, "C-05-5").value("ClinContDurOfCareCont")).isEqualTo("99999999999");
    assertThat(codes(made)).contains("IDS20114");
  }

  @Test
  void workThatDoesNotApplyIsSentAsNine() {
    var made = make(answered("932621000000100"));
    assertThat(scores(made, "932621000000100")).contains("9").doesNotContain("NA");
    assertThat(codes(made)).doesNotContain("IDS60615", "IDS60711", "PARLEY60707");
  }

  @Test
  void theQuestionOfExperienceThatDoesNotApplyIsSentAsNa() {
    var made = make(answered("747951000000108"));
    assertThat(scores(made, "747951000000108")).containsExactly("NA");
    assertThat(codes(made)).isEqualTo(codes(make(GoldenService.lines())));
  }

  @Test
  void noOtherScaleMayBeNotApplicable() {
    assertThat(codes(make(answered("720433000")))).contains("IDS60711");
  }

  @Test
  void aScoreThatIsAbsentIsNoRow() {
    var lines =
        of(
            "\"s0504\"",
            line ->
                line.replaceFirst(
                    "\"valueQuantity\": \\{.*?\\{score\\}\"\\}",
                    "\"dataAbsentReason\": {\"text\": \"not asked\"}"));
    assertThat(rows(make(lines), "IDS607"))
        .hasSize(rows(make(GoldenService.lines()), "IDS607").size() - 1);
  }

  @Test
  void aPlannedContactOrBookedSessionWithoutAnOutcomeIsSaidToBe() {
    var planned =
        of(
            "\"k055\"",
            line ->
                line.replace("\"status\": \"finished\"", "\"status\": \"planned\"")
                    .replace("/attendance\"", "/another\""));
    assertThat(found(make(planned), "PARLEY20195")).contains("Encounter/k055");
    var booked =
        of(
            "none",
            line -> line,
            List.of(
                "{\"resourceType\": \"Appointment\", \"id\": \"b2\", \"status\": \"booked\","
                    + " \"basedOn\": [{\"reference\": \"ServiceRequest/r05\"}], \"start\":"
                    + " \"2026-10-09T09:00:00Z\", \"participant\": [{\"status\": \"accepted\"}]}"));
    assertThat(found(make(booked), "PARLEY20196")).containsExactly("Appointment/b2");
    assertThat(rows(make(booked), "IDS201")).isEqualTo(rows(make(GoldenService.lines()), "IDS201"));
  }

  @Test
  void aLogThatWasNotCompletedIsSaidToBeInNoTable() {
    var lines =
        of(
            "internet-enabled-therapy",
            line -> line.replace("\"status\": \"completed\"", "\"status\": \"stopped\""));
    assertThat(found(make(lines), "PARLEY20595"))
        .isNotEmpty()
        .allMatch(it -> it.startsWith("Procedure/"));
  }

  @Test
  void theActivityOfAMissedContactIsNotSent() {
    var lines =
        of(
            "\"k055\"",
            line ->
                line.replace(
                    "nhs-attended-or-did-not-attend\", \"code\": \"5\"",
                    "nhs-attended-or-did-not-attend\", \"code\": \"3\""));
    var made = make(lines);
    assertThat(keys(made, "IDS202")).doesNotContain("A-05-5");
    assertThat(found(made, "PARLEY20293")).containsExactly("Procedure/a055");
    assertThat(rows(made, "IDS606")).anyMatch(row -> row.contains("R-05|720433000|6|2026-10-12"));
  }

  @Test
  void whoFoundWorkInTheMonthWasOutOfItBefore() {
    var lines =
        of(
            "none",
            line -> line,
            List.of(
                employed("w0", "02", "2026-09-02"),
                employed("w1", "02", "2026-10-02"),
                employed("w2", "04", "2026-10-09T09:00:00+01:00"),
                employed("w3", "01", "2026-10-09T11:00:00+01:00"),
                employed("w4", "08", "2026-11-02")));
    assertThat(rows(make(lines), "IDS004"))
        .filteredOn(row -> row.startsWith("P-05|"))
        .extracting(row -> row.substring(5, 18))
        .containsExactlyInAnyOrder("02|2026-10-02", "01|2026-10-09");
  }

  private static String employed(String id, String code, String day) {
    return "{\"resourceType\": \"Observation\", \"id\": \""
        + id
        + "\", \"status\": \"final\", \"category\": [{\"coding\": [{\"code\":"
        + " \"social-history\"}]}], \"code\": {\"coding\": [{\"system\":"
        + " \"https://parley.example/fhir/CodeSystem/social-fact\", \"code\":"
        + " \"employment-status\"}]}, \"subject\": {\"reference\": \"Patient/p05\"},"
        + " \"effectiveDateTime\": \""
        + day
        + "\", \"valueCodeableConcept\": {\"coding\": [{\"system\":"
        + " \"https://parley.example/fhir/CodeSystem/nhs-employment-status\", \"code\": \""
        + code
        + "\"}]}}";
  }

  private static List<String> answered(String tool) {
    return of(
        "none",
        line -> line,
        List.of(
            "{\"resourceType\": \"Observation\", \"id\": \"na\", \"status\": \"final\", \"category\":"
                + " [{\"coding\": [{\"code\": \"survey\"}]}], \"code\": {\"coding\": [{\"system\":"
                + " \"http://snomed.info/sct\", \"code\": \""
                + tool
                + "\"}]}, \"subject\": {\"reference\": \"Patient/p05\"}, \"effectiveDateTime\":"
                + " \"2026-10-12T10:00:00+01:00\", \"valueCodeableConcept\": {\"coding\":"
                + " [{\"system\":"
                + " \"https://parley.example/fhir/CodeSystem/questionnaire-answer\", \"code\":"
                + " \"NA\"}]}, \"encounter\": {\"reference\": \"Encounter/k055\"}}"));
  }

  private static List<String> scores(Submission made, String tool) {
    return made.rows("IDS607").stream()
        .filter(row -> row.value("CodedAssToolType").equals(tool))
        .map(row -> row.value("PersScore"))
        .toList();
  }
}
