package parley.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/**
 * A course that was told, and what came of it.
 *
 * @param course the course
 * @param writes what was sent, in order
 * @param outcome what {@code $outcome} said afterwards, empty when it did not answer
 */
record EhrPlayed(EhrCourse course, List<Answered> writes, Optional<CourseAnswer> outcome) {

  /**
   * A write and its HTTP status.
   *
   * @param status 0 when there was no answer
   */
  record Answered(EhrWrite write, int status) {

    boolean asExpected() {
      return write.accepted() ? status == 200 || status == 201 : status == 422;
    }

    boolean storedResponse() {
      return write.resource() instanceof QuestionnaireResponse && (status == 200 || status == 201);
    }
  }

  /** Reference to who leads the course, as the EHR told it. */
  Optional<String> lead() {
    return writes.stream()
        .map(it -> it.write().resource())
        .filter(EpisodeOfCare.class::isInstance)
        .map(EpisodeOfCare.class::cast)
        .filter(EpisodeOfCare::hasCareManager)
        .map(it -> it.getCareManager().getReference())
        .findFirst();
  }

  /** A line for each thing that was not as the generator's truth has it. */
  List<String> mismatches() {
    var lines = new ArrayList<String>();
    for (var answered : writes) {
      if (!answered.asExpected()) {
        lines.add(
            "ehr %s %s: expected %s, got %s (%s)"
                .formatted(
                    answered.write().resource().fhirType(),
                    answered.write().resource().getIdElement().getIdPart(),
                    answered.write().accepted() ? "200 or 201" : "422",
                    answered.status() == 0 ? "no answer" : answered.status(),
                    answered.write().why()));
      }
    }
    if (outcome.isEmpty()) {
      lines.add("ehr EpisodeOfCare/%s/$outcome: no answer".formatted(course.id()));
    }
    outcome.ifPresent(
        answer ->
            answer
                .differences(course.made().truth())
                .forEach(
                    difference ->
                        lines.add(
                            "ehr EpisodeOfCare/%s/$outcome: %s (%s)"
                                .formatted(
                                    course.id(), difference, course.person().kind().why()))));
    return lines;
  }
}
