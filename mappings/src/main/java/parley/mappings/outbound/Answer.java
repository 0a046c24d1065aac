package parley.mappings.outbound;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.DateTimeType;

/** One thing that a referrer is told. */
public sealed interface Answer {

  /** What became of a referral. */
  record Decided(Verdict verdict) implements Answer {}

  /** The decision about a referral. */
  enum Verdict {
    ACCEPTED,
    REJECTED,
    REDIRECTED
  }

  /** The referral was withdrawn at the receiving side. */
  record Withdrawn() implements Answer {}

  /**
   * A booking.
   *
   * @param what what became of it
   */
  record Booked(Booking what, Appointment appointment) implements Answer {}

  /** What became of a booking; SIU trigger events of HL7 v2.4 chapter 10. */
  enum Booking {
    NEW("S12"),
    CHANGED("S13"),
    CANCELLED("S15");

    private final String trigger;

    Booking(String trigger) {
      this.trigger = trigger;
    }

    String trigger() {
      return trigger;
    }
  }

  /**
   * A letter about the course of treatment.
   *
   * @param kind what it is about
   * @param documentId the same for the same letter
   * @param happened when what it tells happened, as precisely as it is known
   * @param nhsNumber the person's, empty when not known
   * @param sections heading and lines, in order
   */
  record Letter(
      LetterKind kind,
      String documentId,
      Optional<DateTimeType> happened,
      String nhsNumber,
      List<Section> sections)
      implements Answer {
    public Letter {
      sections = List.copyOf(sections);
    }
  }

  /**
   * A part of a letter.
   *
   * @param heading what it is about
   * @param lines plain text
   */
  record Section(String heading, List<String> lines) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  /** Kinds of letters. LOINC codes as named in HL7 and LOINC document ontology; see spec notes. */
  enum LetterKind {
    FIRST_CONTACT("PR", "11506-3", "First appointment"),
    NOT_ATTENDED("PR", "11506-3", "Did not attend"),
    NOT_SEEN("PR", "11506-3", "Could not be seen"),
    STEP_UP("PR", "11506-3", "Treatment at a higher step"),
    DISCHARGE("DS", "18842-5", "Discharge summary");

    private final String hl7;
    private final String loinc;
    private final String title;

    LetterKind(String hl7, String loinc, String title) {
      this.hl7 = hl7;
      this.loinc = loinc;
      this.title = title;
    }

    /** HL7 table 0270, document type. */
    String hl7() {
      return hl7;
    }

    String loinc() {
      return loinc;
    }

    /** What LOINC calls it. */
    String loincName() {
      return this == DISCHARGE ? "Discharge summary" : "Progress note";
    }

    /** In plain words. */
    public String title() {
      return title;
    }
  }
}
