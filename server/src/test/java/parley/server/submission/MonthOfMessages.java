package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/**
 * Part of {@link SubmissionTest}: October 2026 of two people of whom everything came as HL7 v2, as
 * rows of the national tables, each worked out by hand. One is referred, comes, does not come and
 * calls off; the other's referral is withdrawn.
 */
final class MonthOfMessages {

  private static final String PROVIDER = "RZ8";
  private static final String OCTOBER = "2026-10";
  private static final String TREATED = Messages.nhsNumber(880_001);
  private static final String WITHDRAWN = Messages.nhsNumber(880_011);

  /** The other referral names no receiver: it is the service's, as the settings say. */
  private static final String RECEIVER =
      "PRD|RT^Referred to provider^HL70286|||^^^RZ8^^^^^MOORSIDE TALKING THERAPIES\n";

  /**
   * Of the first person, whose number is another trust's: of the MD5 of type and id of the Patient.
   */
  private static final String OURS = "DDEA32F6AD47CD8E7B9B";

  private static final Pattern END = Pattern.compile("\"end\": ?\"(\\d{4}-\\d{2}-\\d{2})");

  private MonthOfMessages() {}

  /** The clinic that refers, and the service's own system, as the settings name them. */
  static void sender(Map<String, Object> settings) {
    settings.put("PARLEY_SERVICE_PROVIDER", PROVIDER);
    var clinic = "parley.senders[0].";
    settings.put(clinic + "id", "clinic");
    settings.put(clinic + "accepts[0].application", "CLINIC");
    settings.put(clinic + "accepts[0].facility", "RXX");
    settings.put(clinic + "sources.referral-source", "ZBX-2");
    settings.put(clinic + "sources.referral-commissioner", "ZBX-3");
    settings.put(clinic + "sources.referral-received", "ZBX-4");
    settings.put(clinic + "physical-health.pathway", true);
    settings.put(clinic + "physical-health.integrated-service", true);
    var service = "parley.senders[1].";
    settings.put(service + "id", "service");
    settings.put(service + "accepts[0].application", "PAS");
    settings.put(service + "accepts[0].facility", PROVIDER);
    settings.put(
        service + "concept-maps.[SCH-25]",
        "https://parley.example/fhir/ConceptMap/filler-status-digits");
    settings.put(service + "appointments.attended", "5");
    settings.put(service + "sources.consultation-mechanism", "ZBX-2");
  }

  static void check(RunningGateway gateway, Http http) throws IOException {
    for (var message : messages()) {
      assertThat(http.hl7(message.getBytes(StandardCharsets.UTF_8))).contains("MSA|AA");
    }
    var courses = http.get("/fhir/EpisodeOfCare?status=cancelled").body();
    var end = END.matcher(courses).results().findFirst().orElseThrow().group(1);
    var october = tables(built(gateway, http, OCTOBER));
    assertThat(october.remove("IDS000Header"))
        .singleElement()
        .asString()
        .startsWith("2.1,RZ8,RZ8,PARLEY,2026-10-01,2026-10-31,");
    assertThat(october).isEqualTo(expected(end));
    // Withdrawn is known from the day on which the message came; the referral ends in that month.
    var later = tables(built(gateway, http, end.substring(0, 7))).get("IDS101Referral");
    assertThat(later)
        .containsExactlyInAnyOrder(
            "REF-8801," + OURS + ",15F,2026-10-01,H2,,,,",
            "REF-8811,880011,15F,2026-10-02,H2,,,," + end);
  }

  /** Every table but the header, with all of its rows in all of their fields. */
  private static Map<String, List<String>> expected(String withdrawn) {
    var ended = YearMonth.from(LocalDate.parse(withdrawn)).toString().equals(OCTOBER);
    var rows = new TreeMap<String, List<String>>();
    for (var table :
        List.of(
            "IDS003AccommStatus",
            "IDS004EmpStatus",
            "IDS007DisabilityType",
            "IDS011SocPerCircumstances",
            "IDS012OverseasVisitorChargCat",
            "IDS105OnwardReferral",
            "IDS108WaitingTimePauses",
            "IDS205InternetTherLog",
            "IDS601MedHistPrevDiag",
            "IDS803CareCluster",
            // HL7 v2 does not say what was done in a contact, nor by whom with which qualification.
            "IDS202CareActivity",
            "IDS607CodedScoreAssessmentAct",
            "IDS902CarePersQual",
            // What a referrer calls the problem is not yet what the service finds it to be.
            "IDS603PresentingComplaints")) {
      rows.put(table, List.of());
    }
    // The first person's number is of the clinic's trust, so ours is another; the second's of the
    // service.
    rows.put(
        "IDS001MPI",
        List.of(
            "880011,RZ8," + WITHDRAWN + ",01,1990-12-24,LS1 4AP,1,,,C,,,,",
            "%s,RZ8,".formatted(OURS) + TREATED + ",01,1962-04-12,LS1 4AP,2,,,A,,,,"));
    rows.put("IDS002GP", List.of("880011,Y06601,,", OURS + ",Y06601,,"));
    rows.put(
        "IDS101Referral",
        List.of(
            "REF-8801," + OURS + ",15F,2026-10-01,H2,,,,",
            "REF-8811,880011,15F,2026-10-02,H2,,,," + (ended ? withdrawn : "")));
    // 9:00 of the summer, then of the winter. The commissioner is that of the course.
    rows.put(
        "IDS201CareContact",
        List.of(
            "B-8801,REF-8801,2026-10-06,09:00:00,15F,Y,5,,,Y,03,01,,,,,,,RZ801,,",
            "B-8802,REF-8801,2026-10-13,09:00:00,15F,Y,3,,,Y,02,01,,,,,,,RZ801,,",
            "B-8803,REF-8801,2026-10-27,09:00:00,15F,Y,2,,,Y,02,02,,,,,,,,,"));
    rows.put("IDS602LongTermCondition", List.of("REF-8801,01,E119"));
    // 0 + 1 + 2 + 3 + 2 + 1 + 0
    rows.put(
        "IDS606CodedScoreAssessmentRefer", List.of("REF-8801,445455005,9,2026-10-06,09:15:00"));
    return rows;
  }

  private static Path built(RunningGateway gateway, Http http, String period) {
    var order = SubmissionCalls.parameters("provider", PROVIDER, "period", period);
    var answer = http.postJson("/fhir/$submission", order);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var status = answer.headers().firstValue("Content-Location").orElseThrow();
    var done = SubmissionCalls.awaited(http, status.substring(status.indexOf("/fhir/")));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    var id = Long.parseLong(SubmissionCalls.value(done, "id"));
    return gateway.bean(RegisterRows.class).one(id).orElseThrow().folder();
  }

  /** Rows of each table in order, without its header, by name. */
  private static Map<String, List<String>> tables(Path folder) throws IOException {
    var tables = new TreeMap<String, List<String>>();
    try (var files = Files.list(folder.resolve("csv"))) {
      for (var file : files.toList()) {
        var rows = Files.readAllLines(file);
        var name = file.getFileName().toString().replaceFirst("IDENTIFIABLE-(\\w+)-.*\\.csv", "$1");
        tables.put(name, rows.stream().skip(1).sorted().toList());
      }
    }
    return tables;
  }

  private static List<String> messages() {
    var treated =
        """
        PID|1||%s^^^NHS^NH~880001^^^RXX^MR||PATHWAY^Nora^^^Ms^^L||19620412|2|||1 Example Row^^Leeds^^LS1 4AP^GBR^H|||||||||||A||||||||||01
        PD1|||RIVERSIDE SURGERY^^Y06601
        """
            .formatted(TREATED);
    var withdrawn =
        """
        PID|1||%s^^^NHS^NH~880011^^^RZ8^MR||ASTRAY^Tom^^^Mr^^L||19901224|1|||2 Example Row^^Leeds^^LS14AP^GBR^H|||||||||||C||||||||||01
        PD1|||RIVERSIDE SURGERY^^Y06601
        """
            .formatted(WITHDRAWN);
    var site = "AIL|1||ROOM 4^^^RZ801\n";
    return List.of(
            referral("I12", "N1", "REF-8801", "20261001", treated)
                + "DG1|1||E11.9^Type 2 diabetes mellitus^I10|||F\n"
                + "DG1|2||F32.1^Moderate depressive episode^I10|||W\n",
            booking("S12", "N2", "B-8801|03|20261006|1|01", treated) + site,
            booking("S14", "N3", "B-8801|03|20261006|3|01", treated) + site,
            result(treated),
            booking("S12", "N5", "B-8802|02|20261013|5|01", treated) + site,
            booking("S12", "N6", "B-8803|02|20261027|1|02", treated),
            booking("S15", "N7", "B-8803|02|20261027||02", treated),
            referral("I12", "N8", "REF-8811", "20261002", withdrawn),
            referral("I14", "N9", "REF-8811", "20261002", withdrawn))
        .stream()
        .map(message -> message.replace('\n', '\r'))
        .toList();
  }

  private static String referral(
      String event, String controlId, String number, String received, String person) {
    return """
        MSH|^~\\&|CLINIC|RXX|PARLEY|RZ8|20261005085500||REF^%1$s^REF_I12|%2$s|P|2.4
        RF1|%5$s|R|Psy^Psychiatric^HL70281|||%3$s^RXX|20260929
        PRD|RP^Referring provider^HL70286|HALE^Ines^^^Dr||^^^RXX01^^^^^RIVERSIDE DIABETES CLINIC
        %7$s%6$sZBX|1|H2^Other specialty^https://parley.example/fhir/CodeSystem/nhs-source-of-referral|15F|%4$s
        """
        .formatted(
            event,
            controlId,
            number,
            received,
            event.equals("I14") ? "R" : "P",
            person,
            number.equals("REF-8801") ? RECEIVER : "");
  }

  /**
   * A booking at nine o'clock.
   *
   * @param told number, appointment type, day, status and mechanism, with bars between them
   */
  private static String booking(String event, String controlId, String told, String person) {
    var parts = told.split("\\|", -1);
    var reason =
        event.equals("S15")
            ? "2^^https://parley.example/fhir/CodeSystem/nhs-attended-or-did-not-attend"
            : "";
    return """
        MSH|^~\\&|PAS|RZ8|PARLEY|RZ8|20261101105500||SIU^%1$s^SIU_S12|%2$s|P|2.4
        SCH|%3$s^RZ8|||||%8$s||%4$s^^https://parley.example/fhir/CodeSystem/nhs-appointment-type|||^^^%5$s0900^%5$s0950||||||||||||||%6$s|REF-8801^RXX
        %9$sAIP|1||C1234567^HALE^Ines^^^Dr
        ZBX|1|%7$s^^https://parley.example/fhir/CodeSystem/nhs-consultation-mechanism
        """
        .formatted(
            event, controlId, parts[0], parts[1], parts[2], parts[3], parts[4], reason, person);
  }

  private static String result(String person) {
    return """
        MSH|^~\\&|PAS|RZ8|PARLEY|RZ8|20261006105500||ORU^R01^ORU_R01|N4|P|2.4
        %sOBR|1|REF-8801^RXX|S-8801^RZ8|69737-5^GAD-7^LN|||202610060915||||||||||||||||||F
        OBX|1|NM|69725-0^^LN||0||||||F
        OBX|2|NM|68509-9^^LN||1||||||F
        OBX|3|NM|69733-4^^LN||2||||||F
        OBX|4|NM|69734-2^^LN||3||||||F
        OBX|5|NM|69735-9^^LN||2||||||F
        OBX|6|NM|69689-8^^LN||1||||||F
        OBX|7|NM|69736-7^^LN||0||||||F
        """
        .formatted(person);
  }
}
