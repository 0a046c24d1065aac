package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who a message is about, and people that are joined, through the HTTP inlet, on PostgreSQL. */
class IntakeIdentityTest {

  private final Http http = new Http(RunningGateway.shared());
  private final StoredRecord stored = new StoredRecord();

  @Test
  void knowsAPersonByAnyIdentifierWhateverTheOrder() {
    var nhs = Messages.nhsNumber(5);
    http.hl7(Messages.person("IT-5a", "L500^^^RXX^PI", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-5b", "L500^^^RXX^PI~" + nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    http.hl7(Messages.referral("IT-5c", nhs, "R-IT-5"));
    assertThat(stored.patients(nhs)).isEqualTo(1);
    assertThat(stored.patients("L500")).isEqualTo(1);
  }

  @Test
  void parksAMessageAboutSomebodyElseUnderTheSameNumber() {
    var nhs = Messages.nhsNumber(6);
    http.hl7(Messages.person("IT-6a", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var answer = http.hl7(Messages.person("IT-6b", nhs + "^^^NHS^NH", "OTHER", "19910303"));
    assertThat(answer).contains("MSA|AE|IT-6b").contains("IDENTITY_CONFLICT");
    assertThat(answer).doesNotContain("19910303").doesNotContain("OTHER");
    var parked = http.get("/journal?state=parked&type=ADT%5EA31").body();
    assertThat(parked).contains("IT-6b");
    assertThat(http.get("/fhir/Patient?identifier=" + nhs).body()).doesNotContain("OTHER");
    assertThat(http.get("/fhir/Task?code=identity-conflict&status=requested").body())
        .contains("Decide who a parked message is about");
    // A new surname alone is a marriage, not another person.
    assertThat(http.hl7(Messages.person("IT-6c", nhs + "^^^NHS^NH", "MARRIED", "19800215")))
        .contains("MSA|AA|");
  }

  @Test
  void appliesAParkedMessageOnceAPersonHasCorrectedTheRecord() {
    var nhs = Messages.nhsNumber(7);
    http.hl7(Messages.person("IT-7a", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-7b", nhs + "^^^NHS^NH", "OTHER", "19910303"));
    var id = stored.patientId(nhs);
    var patch = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1991-03-03\"}]";
    assertThat(http.patch("/fhir/Patient/" + id, "application/json-patch+json", patch).statusCode())
        .isEqualTo(200);
    var entry = stored.journalId("IT-7b");
    var replayed = http.post("/journal/" + entry + "/replay", "application/json", "");
    assertThat(replayed.body()).contains("\"state\":\"applied\"").contains("\"cause\":\"replay\"");
    assertThat(http.get("/fhir/Patient/" + id).body()).contains("OTHER");
    assertThat(http.get("/fhir/Task?code=identity-conflict&patient=" + id).body())
        .contains("\"completed\"");
  }

  @Test
  void joinsTwoPeopleAndMovesTheirReferences() {
    var nhs = Messages.nhsNumber(8);
    http.hl7(Messages.person("IT-8a", "L800^^^RXX^PI", "EXAMPLE", "19800215"));
    http.hl7(Messages.referral("IT-8b", nhs, "R-IT-8").replace(nhs + "^^^NHS^NH", "L800^^^RXX^PI"));
    http.hl7(Messages.person("IT-8c", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    assertThat(http.hl7(Messages.join("IT-8d", nhs + "^^^NHS^NH", "L800^^^RXX^PI")))
        .contains("MSA|AA|IT-8d");
    var survivor = http.get("/fhir/Patient?identifier=" + nhs).body();
    assertThat(survivor).contains("\"replaces\"");
    assertThat(http.get("/fhir/Patient?identifier=L800").body())
        .contains("\"replaces\"")
        .doesNotContain("replaced-by");
    assertThat(
            http.get("/fhir/ServiceRequest?subject:Patient.identifier=" + nhs + "&_summary=count")
                .body())
        .contains("\"total\":1");
    // A later message under the old number reaches the survivor.
    http.hl7(Messages.person("IT-8e", "L800^^^RXX^PI", "RENAMED", "19800215"));
    assertThat(http.get("/fhir/Patient?identifier=" + nhs).body()).contains("RENAMED");
  }

  @Test
  void aMessageUnderTheNumberFromBeforeAJoinReachesTheSurvivorWhoKeepsHisOwn() {
    var old = Messages.nhsNumber(11);
    var kept = Messages.nhsNumber(12);
    http.hl7(Messages.person("IT-11a", old + "^^^NHS^NH", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-11b", kept + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var join = Messages.join("IT-11c", kept + "^^^NHS^NH", old + "^^^NHS^NH");
    assertThat(http.hl7(join)).contains("MSA|AA|IT-11c");
    assertThat(http.hl7(join.replace("IT-11c", "IT-11d"))).contains("MSA|AA|IT-11d");
    assertThat(http.hl7(Messages.referral("IT-11e", old, "R-IT-11"))).contains("MSA|AA|IT-11e");
    assertThat(
            http.get("/fhir/ServiceRequest?subject:Patient.identifier=" + kept + "&_summary=count")
                .body())
        .contains("\"total\":1");
    assertThat(stored.patients(kept)).isEqualTo(1);
  }

  @Test
  void aJoinWhoseSurvivorBringsTheNumberOfTheReplacedIsNoConflict() {
    var nhs = Messages.nhsNumber(13);
    http.hl7(Messages.person("IT-13a", nhs + "^^^NHS^NH~L131^^^RXX^PI", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-13b", "L132^^^RXX^PI", "EXAMPLE", "19800215"));
    var join = Messages.join("IT-13c", nhs + "^^^NHS^NH~L132^^^RXX^PI", "L131^^^RXX^PI");
    assertThat(http.hl7(join)).contains("MSA|AA|IT-13c");
    http.hl7(Messages.person("IT-13d", nhs + "^^^NHS^NH", "RENAMED", "19800215"));
    var survivor = http.get("/fhir/Patient?identifier=L132").body();
    assertThat(survivor).contains("RENAMED").contains("\"replaces\"");
  }

  @Test
  void aPersonUnderANumberThatAPatientHasLostGetsARecordOfHisOwn() {
    var wrong = Messages.nhsNumber(14);
    var right = Messages.nhsNumber(15);
    http.hl7(Messages.person("IT-14a", wrong + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var id = stored.patientId(wrong);
    var corrected =
        """
        {"resourceType":"Patient","id":"%s","name":[{"family":"EXAMPLE"}],
         "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]}"""
            .formatted(id, right);
    assertThat(http.putJson("/fhir/Patient/" + id, corrected).statusCode()).isEqualTo(200);
    assertThat(http.hl7(Messages.person("IT-14b", wrong + "^^^NHS^NH", "OWNER", "19700101")))
        .contains("MSA|AA|IT-14b");
    assertThat(stored.patientId(wrong)).isNotEqualTo(id);
    assertThat(http.get("/fhir/Patient/" + id).body()).doesNotContain("OWNER");
  }

  @Test
  void anAllergyIsOneWhicheverIdentifierAMessageBrings() {
    var nhs = Messages.nhsNumber(17);
    var allergy = "AL1|1|DA|^Penicillin|SV|Rash\n";
    var both = nhs + "^^^NHS^NH~L170^^^RXX^PI";
    assertThat(http.hl7(Messages.person("IT-17a", both, "EXAMPLE", "19800215") + allergy))
        .contains("MSA|AA|");
    assertThat(
            http.hl7(Messages.person("IT-17b", "L170^^^RXX^PI", "EXAMPLE", "19800215") + allergy))
        .contains("MSA|AA|");
    assertThat(stored.total("/fhir/AllergyIntolerance?_summary=count&patient.identifier=" + nhs))
        .isEqualTo(1);
  }
}
