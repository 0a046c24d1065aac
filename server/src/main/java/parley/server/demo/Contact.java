package parley.server.demo;

import org.hl7.fhir.r4.model.Encounter.EncounterStatus;

/**
 * What a contact of a course is, in the codes of data set v2.1.
 *
 * <p>{@code type} is AppType, {@code attendance} is AttendOrDNACode; docs/dataset-map.md says where
 * each has its home.
 */
enum Contact {
  ASSESSMENT("01", "5", EncounterStatus.FINISHED),
  TREATMENT("02", "5", EncounterStatus.FINISHED),
  LATE("02", "6", EncounterStatus.FINISHED),
  REVIEW_AND_TREATMENT("05", "5", EncounterStatus.FINISHED),
  FOLLOW_UP("06", "5", EncounterStatus.FINISHED),
  MISSED("02", "3", EncounterStatus.CANCELLED),
  CANCELLED("02", "2", EncounterStatus.CANCELLED),
  TO_COME("02", "0", EncounterStatus.PLANNED);

  private final String type;
  private final String attendance;
  private final EncounterStatus status;

  Contact(String type, String attendance, EncounterStatus status) {
    this.type = type;
    this.attendance = attendance;
    this.status = status;
  }

  String type() {
    return type;
  }

  String attendance() {
    return attendance;
  }

  EncounterStatus status() {
    return status;
  }

  /** Whether the person was there, so that something was done and answered. */
  boolean attended() {
    return status == EncounterStatus.FINISHED;
  }

  /** Whether treatment is what it is for. */
  boolean isTreatment() {
    return type.equals("02") || type.equals("05");
  }
}
