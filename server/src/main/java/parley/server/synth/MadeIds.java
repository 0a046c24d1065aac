package parley.server.synth;

import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * Logical ids of the records of one referral. They are those that the gateway makes of the same
 * referral's HL7 v2 messages, so that what comes by both doors is one.
 */
final class MadeIds {

  private final MadeReferral of;

  MadeIds(MadeReferral of) {
    this.of = of;
  }

  String patient() {
    return of.has(PlantedError.MISSING_NHS_NUMBER)
        ? RecordIds.of("Patient", of.service().system("local"), of.localPatient())
        : RecordIds.of("Patient", Systems.NHS_NUMBER, of.person().nhsNumber());
  }

  String referral() {
    return RecordIds.of("ServiceRequest", of.service().system("referral"), of.number());
  }

  String course() {
    return RecordIds.of("EpisodeOfCare", referral());
  }

  String contact(MadeContact contact) {
    var appointment =
        RecordIds.of(
            "Appointment", of.service().system("appointment"), of.number("C", contact.number()));
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
    return RecordIds.of(type, "synth", of.service().code(), of.number(), what);
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
