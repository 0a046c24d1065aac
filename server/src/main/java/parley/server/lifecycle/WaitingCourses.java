package parley.server.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

/**
 * The courses that are open, each read anew when anything of it has changed since it was last.
 * Nothing is stored; {@link WaitingWarmUp} reads everything once after a start.
 */
final class WaitingCourses {

  private static final int READ_AT_ONCE = 200;

  private record Known(CareRows.Stamp stamp, Optional<WaitingCourse> course) {}

  private final CareRows rows;
  private final CourseReader reader;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile boolean closed;

  WaitingCourses(CareRows rows, Scales scales) {
    this.rows = rows;
    this.reader = new CourseReader(scales);
  }

  /** Every open course whose dates can be read. */
  synchronized List<WaitingCourse> open() {
    var open = rows.open();
    known.keySet().retainAll(open.keySet());
    var changed =
        open.keySet().stream()
            .filter(id -> known.get(id) == null || !known.get(id).stamp().equals(open.get(id)))
            .toList();
    for (var from = 0; from < changed.size(); from += READ_AT_ONCE) {
      var ids = changed.subList(from, Math.min(changed.size(), from + READ_AT_ONCE));
      if (closed) {
        return List.of();
      }
      rows.read(ids)
          .forEach((id, parts) -> known.put(id, new Known(open.get(id), course(id, parts))));
    }
    return known.values().stream().flatMap(it -> it.course().stream()).toList();
  }

  /** Reads no further; for who closes the database. */
  void close() {
    closed = true;
  }

  /** One course, open or not; empty when there is none or its dates cannot be read. */
  Optional<WaitingCourse> course(String id) {
    return Optional.ofNullable(rows.read(List.of(id)).get(id)).flatMap(parts -> course(id, parts));
  }

  private Optional<WaitingCourse> course(String id, List<Resource> parts) {
    return of(parts, EpisodeOfCare.class).stream()
        .findFirst()
        .flatMap(course -> course(id, course, parts));
  }

  private Optional<WaitingCourse> course(String id, EpisodeOfCare course, List<Resource> parts) {
    var encounters =
        of(parts, Encounter.class).stream()
            .filter(it -> NamedCourses.of(it.getEpisodeOfCare()).contains(id))
            .toList();
    var contacts = encounters.stream().map(Resource::getIdPart).toList();
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
    var triage = of(parts, Task.class).stream().filter(Decision::isTriage).toList();
    var referral = of(parts, ServiceRequest.class).stream().findFirst();
    return Optional.of(
        new WaitingCourse(
            id,
            course.getPatient().getReference(),
            HeldCourses.referral(course),
            Optional.ofNullable(course.getManagingOrganization().getReference()),
            new CourseRecord(course, referral, triage).standing(),
            read.course(),
            PauseReader.pauses(course)));
  }

  private static <T extends Resource> List<T> of(List<Resource> parts, Class<T> type) {
    var found = new ArrayList<T>();
    parts.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
    return found;
  }
}
