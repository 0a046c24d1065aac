package parley.server.demo;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.server.synth.MadeCourse;

/** Courses of the demo, as if a gateway held their referrals. */
final class DemoCourses {

  static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final Map<LocalDate, Map<CourseKind, MadeCourse>> MADE = new ConcurrentHashMap<>();

  private DemoCourses() {}

  static EhrCourse course(CourseKind kind) {
    return course(kind, DAY);
  }

  static EhrCourse course(CourseKind kind, LocalDate day) {
    var episode = new EpisodeOfCare();
    episode.setId("course");
    episode.setPatient(new Reference("Patient/person"));
    episode.addReferralRequest(new Reference("ServiceRequest/referral"));
    return new EhrCourse(person(kind, day), episode, DemoSettings.USUAL_SEED);
  }

  static InTreatment person(CourseKind kind) {
    return person(kind, DAY);
  }

  private static InTreatment person(CourseKind kind, LocalDate day) {
    var made =
        MADE.computeIfAbsent(day, it -> CourseKind.courses(DemoSettings.USUAL_SEED, it)).get(kind);
    return new InTreatment(kind, made, "RF-T00000-0001");
  }

  static List<String> references(Resource resource) {
    return FHIR.newTerser().getAllResourceReferences(resource).stream()
        .map(it -> it.getResourceReference().getReferenceElement())
        .filter(it -> it.hasIdPart())
        .map(it -> it.getResourceType() + '/' + it.getIdPart())
        .toList();
  }
}
