package parley.submissions.record;

import java.util.List;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import parley.submissions.waiting.Pause;

/** The pauses of a course: the periods of status onhold in {@code statusHistory}. */
public final class PauseReader {

  private PauseReader() {}

  /** Those whose first day is known; an end that is not known leaves the pause going on. */
  public static List<Pause> pauses(EpisodeOfCare course) {
    return course.getStatusHistory().stream()
        .filter(former -> former.getStatus() == EpisodeOfCareStatus.ONHOLD)
        .flatMap(
            former ->
                EnglishTime.of(former.getPeriod().getStartElement())
                    .map(
                        start ->
                            new Pause(
                                start.date(),
                                EnglishTime.of(former.getPeriod().getEndElement())
                                    .map(EnglishTime::date)))
                    .stream())
        .toList();
  }
}
