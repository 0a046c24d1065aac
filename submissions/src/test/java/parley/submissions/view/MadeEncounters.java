package parley.submissions.view;

import java.util.List;

/** Made care contacts, as like those of a service as their number of elements goes. */
final class MadeEncounters {

  private static final List<String> ATTENDANCE = List.of("5", "6", "7", "2", "3", "4");
  private static final String OWN = "https://parley.example/fhir/";

  private MadeEncounters() {}

  /** Care contact number {@code n}; the same number gives the same text. */
  static String json(int n) {
    var day = 1 + n % 28;
    return """
        {"resourceType":"Encounter","id":"contact-%1$d","meta":{"versionId":"1",\
        "lastUpdated":"2026-10-%2$02dT12:00:00.000+00:00","profile":["%3$sStructureDefinition/care-contact"]},\
        "extension":[%4$s,%5$s,%6$s],\
        "identifier":[{"system":"https://service.example/contact","value":"C%1$d"}],\
        "status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},\
        "type":[{"coding":[{"system":"%3$sCodeSystem/nhs-appointment-type","code":"0%7$d","display":"Treatment"}]}],\
        "subject":{"reference":"Patient/patient-%8$d"},\
        "episodeOfCare":[{"reference":"EpisodeOfCare/course-%8$d"}],\
        "participant":[{"type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"PPRF"}]}],\
        "individual":{"reference":"Practitioner/practitioner-%9$d"}}],\
        "appointment":[{"reference":"Appointment/booking-%1$d"}],\
        "period":{"start":"2026-10-%2$02dT09:00:00+01:00","end":"2026-10-%2$02dT09:50:00+01:00"},\
        "length":{"value":50,"unit":"min","system":"http://unitsofmeasure.org","code":"min"},\
        "serviceProvider":{"reference":"Organization/provider-1"}}"""
        .formatted(
            n,
            day,
            OWN,
            extension("attendance", "nhs-attended-or-did-not-attend", ATTENDANCE.get(n % 6)),
            extension("planned-contact", "nhs-planned-care-contact", "Y"),
            extension("consultation-mechanism", "nhs-consultation-mechanism", "01"),
            1 + n % 8,
            n / 7,
            n % 90);
  }

  private static String extension(String name, String system, String code) {
    return """
        {"url":"%sStructureDefinition/%s","valueCodeableConcept":{"coding":[{"system":"%sCodeSystem/%s","code":"%s"}]}}"""
        .formatted(OWN, name, OWN, system, code);
  }
}
