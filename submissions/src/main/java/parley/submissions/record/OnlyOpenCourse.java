package parley.submissions.record;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;

/**
 * Of several courses of a person the one that a score is of which names none: the only one that was
 * open on its day. The national system takes no score from before the referral (IDS60617); that one
 * of after the discharge is not of the course is a judgement of Parley. SQL has the same in {@code
 * 00_score_course}.
 */
public final class OnlyOpenCourse {

  private OnlyOpenCourse() {}

  /**
   * The course.
   *
   * @param courses those that are neither cancelled nor entered in error
   * @return empty when the score has no day, or none or several were open on it
   */
  public static Optional<EpisodeOfCare> of(Observation score, List<EpisodeOfCare> courses) {
    if (!(score.getEffective() instanceof DateTimeType effective)) {
      return Optional.empty();
    }
    var day = EnglishTime.of(effective).map(EnglishTime::date);
    var open = courses.stream().filter(one -> day.isPresent() && isOpen(one, day.get())).toList();
    return open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty();
  }

  /** On the days of its start and end too. An end that cannot be read leaves it open. */
  private static boolean isOpen(EpisodeOfCare course, LocalDate day) {
    var start = EnglishTime.of(course.getPeriod().getStartElement());
    var end = EnglishTime.of(course.getPeriod().getEndElement());
    return start.isPresent()
        && !start.get().date().isAfter(day)
        && (end.isEmpty() || !end.get().date().isBefore(day));
  }
}
