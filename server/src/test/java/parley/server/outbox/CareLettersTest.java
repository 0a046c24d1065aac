package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.server.Messages;

/** Letters about care say what was so, and to nobody against the person's word. */
class CareLettersTest {

  private static Clinic clinic;

  @BeforeAll
  static void start() {
    clinic = new Clinic();
  }

  /** Attended before anybody might be told: what can be told later is not the first. */
  @Test
  void onlyTheFirstContactOfTheCourseIsToldAsTheFirst() throws Exception {
    var course = referred("OUT-20", 520);
    clinic.stored("Encounter", clinic.contact("e-out-20a", course, "2026-11-05", "5"));
    clinic.stored("Consent", clinic.consent("c-out-20", course, "active", "permit"));
    clinic.stored("Encounter", clinic.contact("e-out-20b", course, "2026-11-12", "5"));
    assertThat(clinic.outbox("R-OUT-20")).as("the second, and nothing of it is told").isEmpty();
    // Corrected to one that was not attended: now the later one is the first, when it is written.
    clinic.stored("Encounter", clinic.contact("e-out-20a", course, "2026-11-05", "4"));
    clinic.stored("Encounter", clinic.contact("e-out-20b", course, "2026-11-12", "4"));
    clinic.stored("Encounter", clinic.contact("e-out-20b", course, "2026-11-12", "6"));
    assertThat(clinic.awaitMessages("R-OUT-20", 1).get(0))
        .contains("came to the first appointment of 12 November 2026");
  }

  /** Of two contacts that one transaction brings, the earlier is the first. */
  @Test
  void ofTwoContactsWrittenAtOnceTheEarlierIsTold() throws Exception {
    var course = referred("OUT-21", 521);
    clinic.stored("Consent", clinic.consent("c-out-21", course, "active", "permit"));
    var entry = "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"Encounter/%s\"}}";
    var later =
        entry.formatted(clinic.contact("e-out-21b", course, "2026-11-12", "5"), "e-out-21b");
    var earlier =
        entry.formatted(clinic.contact("e-out-21a", course, "2026-11-05", "5"), "e-out-21a");
    var answer =
        clinic.http.postJson(
            "/fhir",
            "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s,%s]}"
                .formatted(later, earlier));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(clinic.awaitMessages("R-OUT-21", 1).get(0))
        .contains("came to the first appointment of 5 November 2026");
    assertThat(clinic.outbox("R-OUT-21")).hasSize(1);
  }

  @Test
  void whoCameTooLateToBeSeenIsNotSaidToHaveStayedAway() throws Exception {
    var course = referred("OUT-22", 522);
    clinic.stored("Consent", clinic.consent("c-out-22", course, "active", "permit"));
    clinic.stored("Encounter", clinic.contact("e-out-22", course, "2026-11-11", "7"));
    assertThat(clinic.awaitMessages("R-OUT-22", 1).get(0))
        .contains("came too late to be seen to the appointment of 11 November 2026")
        .doesNotContainIgnoringCase("did not attend");
  }

  @Test
  void aMissedAppointmentIsNotToldToWhoseMessageItWas() throws Exception {
    var course = referred("OUT-23", 523);
    clinic.stored("Consent", clinic.consent("c-out-23", course, "active", "permit"));
    assertThat(send("TESTGP|Y99999", "S26", "OUT-23b")).contains("MSA|AA|OUT-23b");
    assertThat(contacts(course)).as("the message made a contact of the course").isEqualTo(1);
    assertThat(clinic.outbox("R-OUT-23")).as("its own message").isEmpty();
    clinic.stored("Encounter", clinic.contact("e-out-23", course, "2026-11-11", "3"));
    assertThat(clinic.awaitMessages("R-OUT-23", 1).get(0)).contains("did not attend");
  }

  /** One without a date was given when it was written. */
  @Test
  void aRefusalWithoutADateEndsAnOlderConsent() {
    var course = referred("OUT-24", 524);
    var permit = clinic.consent("c-out-24a", course, "active", "permit");
    clinic.stored("Consent", permit.replace("2026-11-09", "2020-11-09"));
    clinic.stored("Consent", undated("c-out-24b", course));
    clinic.stored("Encounter", clinic.contact("e-out-24", course, "2026-11-12", "5"));
    assertThat(clinic.outbox("R-OUT-24")).as("refused").isEmpty();
  }

  private static String undated(String id, EpisodeOfCare course) {
    var dated = clinic.consent(id, course, "active", "deny");
    var date = "\"dateTime\":\"2026-11-09T10:00:00Z\",";
    assertThat(dated).contains(date);
    return dated.replace(date, "");
  }

  private static EpisodeOfCare referred(String name, int person) {
    try {
      clinic.refer(name, person, "R-" + name);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return clinic.course("R-" + name);
  }

  private static int contacts(EpisodeOfCare course) {
    return clinic
        .bundle("/fhir/Encounter?episode-of-care=EpisodeOfCare/" + course.getIdPart())
        .getEntry()
        .size();
  }

  private static String send(String sender, String event, String controlId) throws Exception {
    var message =
        "MSH|^~\\&|%s|PARLEY|RXX|20261102090000||SIU^%s|%s|P|2.4\n"
                .formatted(sender, event, controlId)
            + "SCH|B-OUT-23^TESTGP||||||||||^^^202611020800^202611020850"
            + "|".repeat(15)
            + "R-OUT-23^TESTGP\n"
            + "PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2\n".formatted(Messages.nhsNumber(523));
    return ListeningPeer.send(clinic.gateway.mllpPort(), message);
  }
}
