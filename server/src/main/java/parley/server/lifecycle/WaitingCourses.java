package parley.server.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.lifecycle.CourseRecord;
import parley.mappings.lifecycle.Decision;
import parley.server.store.HeldCourses;
import parley.server.store.NamedCourses;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;
import parley.submissions.record.PauseReader;
import parley.terminology.scale.Scales;

/** Courses as far as waiting goes, read from the record. */
final class WaitingCourses {

  private final CareRows rows;
  private final CourseReader reader;

  WaitingCourses(CareRows rows, Scales scales) {
    this.rows = rows;
    this.reader = new CourseReader(scales);
  }

  /**
   * What was read of a course that is stored.
   *
   * @param episode its EpisodeOfCare
   * @param course empty when its dates cannot be read
   */
  record Found(EpisodeOfCare episode, Optional<WaitingCourse> course) {}

  /** One course, open or not; empty when there is none or its dates cannot be read. */
  Optional<WaitingCourse> course(String id) {
    return rows.key(id)
        .flatMap(key -> Optional.ofNullable(of(List.of(key)).get(key)))
        .flatMap(Found::course);
  }

  /**
   * Some courses, open or not.
   *
   * @param keys their keys in the store
   * @return without those that are deleted
   */
  Map<Long, Found> of(Collection<Long> keys) {
    var found = new HashMap<Long, Found>();
    rows.read(keys)
        .forEach(
            (key, parts) ->
                of(parts, EpisodeOfCare.class).stream()
                    .findFirst()
                    .ifPresent(
                        episode -> found.put(key, new Found(episode, course(episode, parts)))));
    return found;
  }

  private Optional<WaitingCourse> course(EpisodeOfCare course, List<Resource> parts) {
    var id = course.getIdPart();
    var encounters =
        of(parts, Encounter.class).stream()
            .filter(it -> NamedCourses.of(it.getEpisodeOfCare()).contains(id))
            .toList();
    var contacts = encounters.stream().map(Resource::getIdPart).collect(Collectors.toSet());
    var procedures =
        of(parts, Procedure.class).stream()
            .filter(
                it ->
                    contacts.contains(it.getEncounter().getReferenceElement().getIdPart())
                        || NamedCourses.in(it).contains(id))
            .toList();
    var resources = new CourseResources(course, List.of(), encounters, procedures, List.of());
    if (!(reader.read(resources) instanceof CourseReading.Read read)) {
      return Optional.empty();
    }
    var name = HeldCourses.referral(course);
    var referral =
        of(parts, ServiceRequest.class).stream()
            .filter(it -> name.equals(Optional.of("ServiceRequest/" + it.getIdPart())))
            .findFirst();
    var triage =
        of(parts, Task.class).stream()
            .filter(Decision::isTriage)
            .filter(it -> name.equals(focus(it)))
            .toList();
    return Optional.of(
        new WaitingCourse(
            id,
            course.getPatient().getReference(),
            name,
            Optional.ofNullable(course.getManagingOrganization().getReference()),
            new CourseRecord(course, referral, triage).standing(),
            read.course(),
            PauseReader.pauses(course)));
  }

  private static Optional<String> focus(Task task) {
    return Optional.ofNullable(
        task.getFocus().getReferenceElement().toUnqualifiedVersionless().getValue());
  }

  private static <T extends Resource> List<T> of(List<Resource> parts, Class<T> type) {
    var found = new ArrayList<T>();
    parts.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
    return found;
  }
}
