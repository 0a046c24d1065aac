package parley.submissions.record;

import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import parley.submissions.course.Course;
import parley.terminology.scale.Scales;

/**
 * From the resources of a course to the course. What cannot be read becomes a finding and is left
 * out; what was entered in error is left out without one. Safe to share between threads.
 */
public final class CourseReader {

  private final Scales scales;

  public CourseReader(Scales scales) {
    this.scales = scales;
  }

  /** Reads one course. */
  public CourseReading read(CourseResources resources) {
    var findings = new Findings();
    var episode = resources.episode();
    var received = received(episode, findings);
    var discharged = discharged(episode, findings);
    if (received.isEmpty()) {
      return new CourseReading.Unreadable(findings.all());
    }
    if (discharged.isPresent() && discharged.get().isBefore(received.get())) {
      findings.add(
          episode,
          "period.end",
          "the discharge is before the referral was received",
          "Correct the start or the end of the period.");
      return new CourseReading.Unreadable(findings.all());
    }
    var contacts = new ContactReader(findings).contacts(resources);
    var course =
        new Course(
            received.get(),
            discharged,
            new ProblemReader(findings).problems(resources),
            contacts.contacts(),
            contacts.internetLogs(),
            new ScoreReader(scales, findings).scores(resources));
    return new CourseReading.Read(course, findings.all());
  }

  private static Optional<LocalDate> received(EpisodeOfCare episode, Findings findings) {
    var received = EnglishTime.of(episode.getPeriod().getStartElement()).map(EnglishTime::date);
    if (received.isEmpty()) {
      findings.add(
          episode,
          "period.start",
          "the day on which the referral was received is missing or less exact than a day",
          "Give the start of the period as a date.");
    }
    return received;
  }

  /** An end that cannot be read leaves the course open rather than unreadable. */
  private static Optional<LocalDate> discharged(EpisodeOfCare episode, Findings findings) {
    var end = episode.getPeriod().getEndElement();
    var discharged = EnglishTime.of(end).map(EnglishTime::date);
    if (end.hasValue() && discharged.isEmpty()) {
      findings.add(
          episode,
          "period.end",
          "the day of discharge is less exact than a day",
          "Give the end of the period as a date.");
    }
    return discharged;
  }
}
