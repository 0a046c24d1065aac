package parley.server.demo;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import parley.server.synth.MadeCourse.Told;

/**
 * Writes a course as an EHR would: the generator's records under the referral that the gateway
 * holds, with what was answered in each contact. Ids come from the course, so the same course is
 * the same resources again.
 */
final class EhrRecords {

  private EhrRecords() {}

  /** Everything that is told of the course, in the order it is told. */
  static List<EhrWrite> of(EhrCourse course) {
    var writes = new ArrayList<EhrWrite>();
    var answers = new EhrResponses(course);
    for (var told : course.made().told(course.held())) {
      if (told.resource() instanceof EpisodeOfCare episode) {
        episode.setIdentifier(course.episode().getIdentifier());
      }
      writes.add(EhrWrite.good(told.resource(), course.person().kind().why()));
      responses(answers, told).forEach(writes::add);
    }
    return List.copyOf(writes);
  }

  private static List<EhrWrite> responses(EhrResponses answers, Told told) {
    return told.resource() instanceof Encounter contact && !told.answers().isEmpty()
        ? answers.of(contact, told.answers()).stream()
            .map(it -> EhrWrite.good(it, "questionnaire"))
            .toList()
        : List.of();
  }
}
