package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.golden.ChangedGolden.codes;
import static parley.submissions.golden.ChangedGolden.contact;
import static parley.submissions.golden.ChangedGolden.found;
import static parley.submissions.golden.ChangedGolden.keys;
import static parley.submissions.golden.ChangedGolden.make;
import static parley.submissions.golden.ChangedGolden.of;
import static parley.submissions.golden.ChangedGolden.rows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One thing of the golden service is otherwise: what the file, or a finding, then says. */
class ChangedGoldenTest {

  private static final String OWN = "https://parley.example/fhir/";
  private static final String ODS = "https://fhir.nhs.uk/Id/ods-organization-code";

  /** Two codings of one concept: another system first, in what is the national field's element. */
  @Test
  void theNationalCodingIsTakenWhereverItStands() {
    var changed = new ArrayList<String>();
    for (var line : GoldenService.lines()) {
      changed.add(
          line.replaceAll(
              "\"coding\": \\[\\{(\"system\": \"("
                  + OWN
                  + "CodeSystem/nhs-|https://fhir.hl7.org.uk/CodeSystem/UKCore-(?:Ethnic|NHSNumber)|urn:ietf:bcp:47))",
              "\"coding\": [{\"system\": \"https://ehr.example/codes\", \"code\": \"zz\"}, {$1"));
    }
    assertThat(changed).isNotEqualTo(GoldenService.lines());
    var same = make(GoldenService.lines());
    var made = make(changed);
    for (var table : same.dataset().tables()) {
      assertThat(rows(made, table.number())).as(table.name()).isEqualTo(rows(same, table.number()));
    }
  }

  @Test
  void aContactIsOfTheKindOfServiceThatItsCourseIs() {
    var kind = coded("long-term-condition-service", "nhs-long-term-condition-service", "Y");
    var silent =
        of("\"k055\"", line -> line.replace("/long-term-condition-service\"", "/another\""));
    assertThat(contact(make(silent), "C-05-5").value("IAPTLTCServiceInd")).isEmpty();
    var told =
        silent.stream()
            .map(
                line ->
                    line.contains("EpisodeOfCare\", \"id\": \"e05\"")
                        ? line.replace("\"extension\": [", "\"extension\": [" + kind + ", ")
                        : line)
            .toList();
    assertThat(contact(make(told), "C-05-5").value("IAPTLTCServiceInd")).isEqualTo("Y");
    assertThat(codes(make(told))).doesNotContain("IDS20115");
  }

  @Test
  void aRoomIsInItsSite() {
    var lines =
        of(
            "\"k055\"",
            line -> line.replaceAll("Location/\\w+", "Location/room"),
            List.of(
                "{\"resourceType\": \"Location\", \"id\": \"room\", \"partOf\": {\"reference\": \"Location/clinic\"}}"));
    var contact = contact(make(lines), "C-05-5");
    assertThat(contact.value("SiteIDOfTreat")).isEqualTo("RZ901");
    assertThat(contact.value("ActLocTypeCode")).isEqualTo("E01");
  }

  @Test
  void aFactOfAPersonInLocalCodesAloneIsSaidToBe() {
    var person =
        of(
            "Patient\", \"id\": \"p05\"",
            line -> line.replace(OWN + "CodeSystem/nhs-person-stated-gender", "urn:local"));
    assertThat(found(make(person), "PARLEY00192")).containsExactly("Patient/p05");
    assertThat(codes(make(GoldenService.lines()))).doesNotContain("PARLEY00192");
  }

  @Test
  void anIdentifierThatWasReplacedIsNotSent() {
    var old =
        "\"identifier\": [{\"use\": \"old\", \"type\": {\"coding\": [{\"system\": \"http://terminology.hl7.org/CodeSystem/v2-0203\", \"code\": \"MR\"}]}, \"system\": \"urn:former\", \"value\": \"FORMER\", \"assigner\": {\"identifier\": {\"value\": \"RX1\"}}},"
            + " {\"use\": \"old\", \"system\": \"https://fhir.nhs.uk/Id/nhs-number\", \"value\": \"9990000999\", \"extension\": [{\"url\": \"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus\", \"valueCodeableConcept\": {\"coding\": [{\"system\": \"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland\", \"code\": \"04\"}]}}]}, ";
    var made =
        make(of("Patient\", \"id\": \"p05\"", line -> line.replace("\"identifier\": [", old)));
    assertThat(rows(made, "IDS001")).isEqualTo(rows(make(GoldenService.lines()), "IDS001"));
  }

  /** One that came by message has a namespace that ends in the code, and no assigner. */
  @Test
  void aLocalNumberIsOfWhoeverAssignedIt() {
    assertThat(numbered("RZ9", "440032")).startsWith("440032|RZ9|");
    assertThat(numbered("RZ901", "440032")).as("a site of it").startsWith("440032|RZ9|");
    for (var other : List.of("RXX", "A81001")) {
      assertThat(numbered(other, "440032")).as(other).matches("[0-9A-F]{20}\\|RZ9\\|.*");
    }
    assertThat(numbered("RXX", "123456789012345678901"))
        .as("a key of our own")
        .matches("[0-9A-F]{20}\\|RZ9\\|.*");
  }

  private static String numbered(String organisation, String number) {
    var assigned =
        "P-05\", \"assigner\": {\"identifier\": {\"system\": \""
            + ODS
            + "\", \"value\": \"RZ9\"}}}";
    var lines =
        of(
            "Patient\", \"id\": \"p05\"",
            line ->
                line.replace(
                    OWN + "Id/ehr\", \"value\": \"" + assigned,
                    OWN + "Id/local/" + organisation + "\", \"value\": \"" + number + "\"}"));
    return rows(make(lines), "IDS001").stream()
        .filter(row -> row.contains("|9990000158|"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReferralThatWasTakenBackAndHasNoEndIsInNoMonthAndSaidToBe() {
    var lines =
        of(
            "EpisodeOfCare\", \"id\": \"e02\"",
            line -> line.replace("\"status\": \"active\"", "\"status\": \"cancelled\""));
    assertThat(keys(make(lines), "IDS101")).doesNotContain("R-02");
    assertThat(found(make(lines), "PARLEY10191")).containsExactly("EpisodeOfCare/e02");
    assertThat(found(make(lines, 12), "PARLEY10191")).containsExactly("EpisodeOfCare/e02");
    var ended =
        lines.stream()
            .map(
                line ->
                    line.contains("EpisodeOfCare\", \"id\": \"e02\"")
                        ? line.replace(
                            "\"start\": \"2026-10-15\"",
                            "\"start\": \"2026-10-15\", \"end\": \"2026-10-20\"")
                        : line)
            .toList();
    assertThat(found(make(ended), "PARLEY10191")).isEmpty();
    assertThat(keys(make(ended), "IDS101")).contains("R-02");
    assertThat(keys(make(ended, 11), "IDS101")).doesNotContain("R-02");
  }

  @Test
  void aContactOrLogWithoutACourseIsSaidToBeInNoTable() {
    var contact = of("\"k055\"", line -> line.replace("EpisodeOfCare/e05", "EpisodeOfCare/none"));
    assertThat(found(make(contact), "PARLEY20192")).containsExactly("Encounter/k055");
    var log =
        of(
            "internet-enabled-therapy",
            line -> line.replaceAll("EpisodeOfCare/e17", "EpisodeOfCare/none"));
    assertThat(found(make(log), "PARLEY20592"))
        .isNotEmpty()
        .allMatch(it -> it.startsWith("Procedure/"));
    assertThat(codes(make(GoldenService.lines()))).doesNotContain("PARLEY20192", "PARLEY20592");
  }

  @Test
  void aSessionThatWasMissedIsAContactThoughItHasAnAppointmentAlone() {
    var lines =
        of("none", line -> line, List.of(appointment("b1", "noshow", "ServiceRequest/r02", "")));
    var contact = contact(make(lines), "B-b1");
    assertThat(contact.resource()).contains("Appointment/b1");
    assertThat(contact.value("ServiceRequestId")).isEqualTo("R-02");
    assertThat(contact.value("CareContDate")).isEqualTo("2026-10-20");
    assertThat(contact.value("CareContTime")).isEqualTo("10:00:00");
    assertThat(contact.value("AttendOrDNACode")).isEqualTo("3");
    assertThat(contact.value("PlannedCareContIndicator")).isEqualTo("Y");
    assertThat(contact.value("AppType")).isEqualTo("02");
    var cancelled =
        appointment(
            "b2",
            "cancelled",
            "ServiceRequest/r02",
            coded("attendance", "nhs-attended-or-did-not-attend", "4"));
    assertThat(
            contact(make(of("none", line -> line, List.of(cancelled))), "B-b2")
                .value("AttendOrDNACode"))
        .isEqualTo("4");
  }

  @Test
  void anAppointmentThatAnEncounterTellsOfIsNoSecondContact() {
    var lines =
        of(
            "\"k055\"",
            line ->
                line.replace(
                    "\"episodeOfCare\"",
                    "\"appointment\": [{\"reference\": \"Appointment/b1\"}], \"episodeOfCare\""),
            List.of(appointment("b1", "noshow", "ServiceRequest/r05", "")));
    assertThat(rows(make(lines), "IDS201")).isEqualTo(rows(make(GoldenService.lines()), "IDS201"));
  }

  /** C-05-5 is on 12 October; whoever wrote it need not have known of the booking. */
  @Test
  void anAppointmentOfTheNumberAndDayOfAContactIsNoSecondContact() {
    var missed = appointment("b1", "noshow", "ServiceRequest/r05", "").replace("B-b1", "C-05-5");
    var sameDay = missed.replace("2026-10-20T", "2026-10-12T");
    var same = rows(make(GoldenService.lines()), "IDS201");
    assertThat(rows(make(of("none", line -> line, List.of(sameDay))), "IDS201")).isEqualTo(same);
    assertThat(rows(make(of("none", line -> line, List.of(missed))), "IDS201"))
        .hasSize(same.size() + 1);
    var lost = sameDay.replace("ServiceRequest/r05", "ServiceRequest/none").replace("p02", "p05");
    assertThat(codes(make(of("none", line -> line, List.of(lost))))).doesNotContain("PARLEY20193");
  }

  @Test
  void oneThatNamesNoReferralIsSaidToBeInNoTable() {
    var lines =
        of("none", line -> line, List.of(appointment("b1", "noshow", "ServiceRequest/none", "")));
    assertThat(found(make(lines), "PARLEY20193")).containsExactly("Appointment/b1");
  }

  @Test
  void aScoreInLoincAloneIsSentInTheCodeOfItsScale() {
    var lines =
        of(
            "\"s0504\"",
            line ->
                line.replace(
                    "{\"system\": \"http://snomed.info/sct\", \"code\": \"720433000\"}",
                    "{\"system\": \"http://loinc.org\", \"code\": \"44261-6\"}"));
    assertThat(lines).isNotEqualTo(GoldenService.lines());
    var same = make(GoldenService.lines());
    assertThat(rows(make(lines), "IDS607")).isEqualTo(rows(same, "IDS607"));
  }

  @Test
  void anOnwardReferralThatIsADraftOrWasTakenBackWasNotMade() {
    assertThat(rows(make(GoldenService.lines()), "IDS105")).anyMatch(row -> row.startsWith("R-16"));
    for (var status : List.of("draft", "revoked")) {
      var lines =
          of(
              "\"id\": \"o16\"",
              line -> line.replace("\"status\": \"active\"", "\"status\": \"" + status + "\""));
      assertThat(rows(make(lines), "IDS105")).noneMatch(row -> row.startsWith("R-16"));
    }
  }

  @Test
  void ofTwoObservationsOfAnActivityTheSecondIsSaidToBeInNoTable() {
    var lines =
        of(
            "none",
            line -> line,
            List.of(
                observed("o1", "{\"text\": \"uncoded\"}"),
                observed(
                    "o2",
                    "{\"coding\": [{\"system\": \"http://snomed.info/sct\", \"code\": \"27113001\"}]}"),
                observed(
                    "o3",
                    "{\"coding\": [{\"system\": \"http://snomed.info/sct\", \"code\": \"50373000\"}]}")));
    var made = make(lines);
    var activity =
        made.rows("IDS202").stream()
            .filter(row -> row.values()[0].equals("A-05-5"))
            .findFirst()
            .orElseThrow();
    assertThat(activity.value("CodeObs")).isEqualTo("27113001");
    assertThat(found(made, "PARLEY20292")).containsExactly("Observation/o3");
    assertThat(found(made, "PARLEY20291")).containsExactly("Observation/o1");
  }

  @Test
  void aCourseOfTreatmentThatEndedWithoutAPrimaryProblemIsSaidToHave() {
    var lines =
        of(
            "EpisodeOfCare\", \"id\": \"e05\"",
            line -> line.replaceFirst(", \"diagnosis\": \\[.*\\]\\}$", "}"));
    assertThat(found(make(lines), "PARLEY60392")).containsExactly("EpisodeOfCare/e05");
    assertThat(codes(make(GoldenService.lines()))).doesNotContain("PARLEY60392");
  }

  private static String appointment(String id, String status, String referral, String extension) {
    return "{\"resourceType\": \"Appointment\", \"id\": \""
        + id
        + "\", \"status\": \""
        + status
        + "\", \"identifier\": [{\"system\": \"urn:b\", \"value\": \"B-"
        + id
        + "\"}], \"extension\": ["
        + extension
        + "], \"appointmentType\": {\"coding\": [{\"system\": \""
        + OWN
        + "CodeSystem/nhs-appointment-type\", \"code\": \"02\"}]}, \"basedOn\": [{\"reference\": \""
        + referral
        + "\"}], \"start\": \"2026-10-20T09:00:00Z\", \"participant\": [{\"actor\": {\"reference\": \"Patient/p02\"}, \"status\": \"accepted\"}]}";
  }

  private static String observed(String id, String code) {
    return "{\"resourceType\": \"Observation\", \"id\": \""
        + id
        + "\", \"status\": \"final\", \"partOf\": [{\"reference\": \"Procedure/a055\"}], \"code\": "
        + code
        + ", \"valueQuantity\": {\"value\": 24, \"code\": \"kg/m2\"}}";
  }

  private static String coded(String extension, String system, String code) {
    return "{\"url\": \""
        + OWN
        + "StructureDefinition/"
        + extension
        + "\", \"valueCodeableConcept\": {\"coding\": [{\"system\": \""
        + OWN
        + "CodeSystem/"
        + system
        + "\", \"code\": \""
        + code
        + "\"}]}}";
  }
}
