package parley.submissions.course;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A presenting complaint (table IDS603).
 *
 * @param id what tells it from others of the course
 * @param system FHIR system of the code
 * @param code ICD-10, with or without the dot, or SNOMED CT
 * @param recorded PresCompDate, an English date
 * @param significance PresCompCodSig
 */
public record PresentingProblem(
    String id,
    String system,
    String code,
    Optional<LocalDate> recorded,
    Significance significance) {

  /** Presenting complaint coding significance. */
  public enum Significance {
    PRIMARY,
    SECONDARY,
    NOT_RECORDED
  }
}
