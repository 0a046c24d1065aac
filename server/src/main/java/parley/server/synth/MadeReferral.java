package parley.server.synth;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One referral and everything that came of it up to a day: what the generator meant, from which HL7
 * v2, FHIR and the truth are written.
 *
 * @param n its number in the order, from 0
 * @param service who received it
 * @param owner number of the referral by which the person first came
 * @param person who was referred
 * @param source SourceOfReferralIAPT; empty when it was not recorded
 * @param received ReferralRequestReceivedDate
 * @param urgent whether it was urgent
 * @param complaint primary presenting complaint
 * @param longTermCondition SNOMED CT code of ValueSet nhs-long-term-condition
 * @param contacts in order of time
 * @param logs internet-enabled therapy, in order of time
 * @param pauses in order of time, not overlapping
 * @param discharge empty while the course is open
 * @param onward OnwardReferReason of a referral on the day of discharge
 * @param intent how the scores were meant to go
 * @param measure id of the scale that is paired with PHQ-9
 * @param error what is wrong on purpose
 */
record MadeReferral(
    int n,
    MadeService service,
    int owner,
    MadePerson person,
    Optional<String> source,
    LocalDate received,
    boolean urgent,
    Complaint complaint,
    Optional<String> longTermCondition,
    List<MadeContact> contacts,
    List<InternetLog> logs,
    List<MadePause> pauses,
    Optional<Discharge> discharge,
    Optional<String> onward,
    Intent intent,
    String measure,
    Optional<PlantedError> error) {

  MadeReferral {
    contacts = List.copyOf(contacts);
    logs = List.copyOf(logs);
    pauses = List.copyOf(pauses);
  }

  /** A log of internet-enabled therapy, a treatment dated by its last day. */
  record InternetLog(LocalDate start, LocalDate end, int minutes) {}

  /** A pause; {@code reason} is a code of nhs-activity-suspension-reason. */
  record MadePause(LocalDate start, LocalDate end, String reason) {}

  /** The end; {@code reason} is EndCode. */
  record Discharge(LocalDate day, String reason) {}

  /** Business number of the referral. */
  String number() {
    return numbered("R", n);
  }

  /** Local number of the person. */
  String localPatient() {
    return numbered("P", owner);
  }

  /** Business number of a thing of the referral, such as a contact: at most 20 characters. */
  String number(String kind, int of) {
    return "%s-%02d".formatted(numbered(kind, n), of);
  }

  boolean has(PlantedError planted) {
    return error.filter(planted::equals).isPresent();
  }

  /** Contacts and internet logs that are treatment, by their days. */
  List<LocalDate> treatments() {
    return Stream.concat(
            contacts.stream().filter(MadeContact::isTreatment).map(it -> it.at().toLocalDate()),
            logs.stream().map(InternetLog::end))
        .sorted()
        .toList();
  }

  boolean isFinished() {
    return discharge.isPresent() && treatments().size() >= 2;
  }

  private String numbered(String kind, int number) {
    return "%s%d-%07d".formatted(kind, service.number(), number);
  }
}
