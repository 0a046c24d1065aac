package parley.mappings.lifecycle;

import org.hl7.fhir.r4.model.Coding;
import parley.terminology.Systems;

/** Where a course of treatment stands; the codes of {@code CodeSystem/course-state}. */
public enum CourseState {
  /** The referral is here; nobody has decided about it. */
  RECEIVED("received", "Received", "EpisodeOfCare.status planned"),
  /** It was looked at, and the decision is still open. */
  TRIAGED("triaged", "Triaged", "the triage Task completed without a businessStatus"),
  /** The service takes it; the person waits for the assessment. */
  ACCEPTED(
      "accepted",
      "Accepted",
      "EpisodeOfCare.status waitlist, or the triage Task completed with businessStatus accept"),
  /** Another service is to take it. */
  REDIRECTED("redirected", "Redirected", "the triage Task completed with businessStatus redirect"),
  /** The service does not take it. */
  REJECTED("rejected", "Rejected", "the triage Task completed with businessStatus reject"),
  /** Who referred, or the person, took the referral back before care began. */
  WITHDRAWN("withdrawn", "Withdrawn", "ServiceRequest.status revoked"),
  /** Care has begun, treatment has not. */
  ASSESSMENT("assessment", "Assessment", "EpisodeOfCare.status active without the extension step"),
  /** Treatment, at a step. */
  TREATMENT(
      "treatment",
      "Treatment",
      "EpisodeOfCare.status active with the extension step, step-2 or step-3"),
  /** Ended, with a national reason. */
  DISCHARGED(
      "discharged",
      "Discharged",
      "EpisodeOfCare.status finished with period.end and a national discharge-reason"),
  /** Ended because the person could not be reached or stayed away. */
  LAPSED(
      "lapsed",
      "Lapsed",
      "EpisodeOfCare.status finished with period.end and the discharge-reason lapsed of"
          + " CodeSystem/course-state"),
  /** Never was one. */
  ENTERED_IN_ERROR("entered-in-error", "Entered in error", "EpisodeOfCare.status entered-in-error");

  /** The code system of the states. */
  public static final String SYSTEM = Systems.codeSystem("course-state");

  private final String code;
  private final String display;
  private final String how;

  CourseState(String code, String display, String how) {
    this.code = code;
    this.display = display;
    this.how = how;
  }

  /** Code in {@code CodeSystem/course-state}. */
  public String code() {
    return code;
  }

  /** How a client says it, in plain words. */
  public String how() {
    return how;
  }

  /** The state as a coding. */
  public Coding coding() {
    return new Coding(SYSTEM, code, display);
  }

  /** Whether the person waits or is in care. */
  public boolean isOpen() {
    return this == RECEIVED
        || this == TRIAGED
        || this == ACCEPTED
        || this == ASSESSMENT
        || this == TREATMENT;
  }

  /** Whether the referral ended before care began. */
  public boolean isTurnedAway() {
    return this == REDIRECTED || this == REJECTED || this == WITHDRAWN;
  }

  /** Whether the course ended with a day of discharge. */
  public boolean isEnded() {
    return this == DISCHARGED || this == LAPSED;
  }

  /** Whether a person taken on may be unavailable for a while, which stops the clock. */
  boolean canPause() {
    return this == ACCEPTED || this == ASSESSMENT || this == TREATMENT;
  }
}
