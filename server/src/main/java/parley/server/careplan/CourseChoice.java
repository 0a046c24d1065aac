package parley.server.careplan;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Reference;

/** The course that a plan is applied for: the one named, that of the contact, or the only open. */
final class CourseChoice {

  private static final Set<EpisodeOfCareStatus> CLOSED =
      EnumSet.of(
          EpisodeOfCareStatus.FINISHED,
          EpisodeOfCareStatus.CANCELLED,
          EpisodeOfCareStatus.ENTEREDINERROR);

  private final PlanStore store;

  CourseChoice(PlanStore store) {
    this.store = store;
  }

  EpisodeOfCare of(
      Reference subject, Optional<Encounter> encounter, Optional<EpisodeOfCare> episode) {
    encounter.ifPresent(
        contact -> {
          if (!same(contact.getSubject(), subject)) {
            throw Refusals.unprocessable(
                "encounter", "is another person's than the subject", "Name one of the subject.");
          }
        });
    var course = episode.or(() -> encounter.flatMap(this::courseOf)).orElseGet(() -> only(subject));
    if (!same(course.getPatient(), subject)) {
      throw Refusals.unprocessable(
          "episode", "is another person's than the subject", "Name a course of the subject.");
    }
    if (CLOSED.contains(course.getStatus())) {
      throw Refusals.unprocessable(
          "episode", "the course of treatment has ended", "Name an open course of the subject.");
    }
    if (encounter.isPresent() && !names(encounter.get(), course)) {
      throw Refusals.unprocessable(
          "encounter",
          "conflicts with the episode: it is of another course",
          "Leave one of them out.");
    }
    return course;
  }

  private Optional<EpisodeOfCare> courseOf(Encounter contact) {
    var courses =
        contact.getEpisodeOfCare().stream()
            .flatMap(one -> store.find(EpisodeOfCare.class, one).stream())
            .toList();
    if (courses.size() != 1) {
      throw Refusals.unprocessable(
          "encounter", "names no course of treatment, or more than one", "Give episode as well.");
    }
    return Optional.of(courses.get(0));
  }

  private EpisodeOfCare only(Reference subject) {
    var open =
        store.courses(subject.getReferenceElement().getIdPart()).stream()
            .filter(one -> !CLOSED.contains(one.getStatus()))
            .toList();
    if (open.size() != 1) {
      throw Refusals.unprocessable(
          "episode",
          "is missing, and the subject has "
              + (open.isEmpty() ? "no" : "more than one")
              + " open course of treatment",
          "Give episode or encounter.");
    }
    return open.get(0);
  }

  private static boolean names(Encounter contact, EpisodeOfCare course) {
    return contact.getEpisodeOfCare().stream()
        .anyMatch(
            one -> course.getIdElement().getIdPart().equals(one.getReferenceElement().getIdPart()));
  }

  private static boolean same(Reference patient, Reference subject) {
    return subject
        .getReferenceElement()
        .getIdPart()
        .equals(patient.getReferenceElement().getIdPart());
  }
}
