package parley.server.synth;

import java.util.Optional;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * Logical ids of the records of one referral. They are those that the gateway makes of the same
 * referral's HL7 v2 messages, so that what comes by both doors is one; of a referral that another
 * has sent, they are those that it is held under, and what is told of it follows from its course.
 */
final class MadeIds {

  private final MadeReferral of;
  private final Optional<HeldReferral> held;

  MadeIds(MadeReferral of) {
    this(of, Optional.empty());
  }

  MadeIds(MadeReferral of, Optional<HeldReferral> held) {
    this.of = of;
    this.held = held;
  }

  /** Business number of a thing of the referral, such as a contact: at most 20 characters. */
  String number(String kind, int number) {
    return held.map(it -> "%s%02d-%s".formatted(kind, number, it.number()))
        .orElseGet(() -> of.number(kind, number));
  }

  String patient() {
    return held.map(HeldReferral::patient).orElseGet(this::madePatient);
  }

  private String madePatient() {
    return of.has(PlantedError.MISSING_NHS_NUMBER)
        ? RecordIds.of("Patient", of.service().system("local"), of.localPatient())
        : RecordIds.of("Patient", Systems.NHS_NUMBER, of.person().nhsNumber());
  }

  String referral() {
    return held.map(HeldReferral::referral)
        .orElseGet(
            () -> RecordIds.of("ServiceRequest", of.service().system("referral"), of.number()));
  }

  String course() {
    return held.map(HeldReferral::course)
        .orElseGet(() -> RecordIds.of("EpisodeOfCare", referral()));
  }

  String contact(MadeContact contact) {
    var appointment =
        RecordIds.of(
            "Appointment", of.service().system("appointment"), number("C", contact.number()));
    return RecordIds.of("Encounter", "appointment", appointment);
  }

  /** A total that was sent without its answers. */
  String score(MadeContact contact, String scale) {
    var report = of.service().system("report") + '|' + of.number("S", contact.number());
    var questionnaire = Systems.questionnaire(scale);
    var response = RecordIds.of("QuestionnaireResponse", report, questionnaire);
    return RecordIds.of("Observation", response, questionnaire, "total");
  }

  /** What only the service's own system tells. */
  String own(String type, String what) {
    return held.map(it -> RecordIds.of(type, "synth", it.course(), what))
        .orElseGet(() -> RecordIds.of(type, "synth", of.service().code(), of.number(), what));
  }

  static String organisation(String ods) {
    return RecordIds.of("Organization", Systems.ODS_ORGANISATION, ods);
  }

  static String site(MadeService service) {
    return RecordIds.of("Location", Systems.ODS_SITE, service.site());
  }

  static String practitioner(MadeService service, String number) {
    return RecordIds.of("Practitioner", service.system("staff"), number);
  }
}
