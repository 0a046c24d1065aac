package parley.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.mappings.lifecycle.CourseRecord;
import parley.mappings.lifecycle.Decision;

/** The resources of courses of treatment, locked, read and written in the caller's transaction. */
public final class HeldCourses {

  private final StoredRecords records;
  private final Identities identities;

  HeldCourses(StoredRecords records, Identities identities) {
    this.records = records;
    this.identities = identities;
  }

  public HeldCourses(DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    this(
        new StoredRecords(
            daos, jdbc, SharedEntityManagerCreator.createSharedEntityManager(sessions)),
        new Identities(jdbc));
  }

  /**
   * Makes every other transaction about the same courses wait until this one ends.
   *
   * @param courses the referral of each as {@code ServiceRequest/id}, or the course itself as
   *     {@code EpisodeOfCare/id} when it names none
   */
  public void lock(Collection<String> courses) {
    identities.lockNames(courses.stream().map(course -> "course:" + course).toList());
  }

  /** What has been written so far, where the following reads see it. */
  public void flush() {
    records.flush();
  }

  /** One resource, empty when it is not stored or deleted. */
  public Optional<Resource> find(String name) {
    var held = Optional.ofNullable(records.existing(List.of(name)).get(name));
    return held.flatMap(
        it -> {
          var id = new IdType(name);
          var resource = records.read(id.getResourceType(), id.getIdPart());
          // Hibernate may remember what it read before another transaction changed it.
          if (resource
              .filter(read -> read.getIdElement().getVersionIdPartAsLong() != it.version())
              .isPresent()) {
            throw new ResourceVersionConflictException(
                "the course was changed by another client meanwhile; read it and try again");
          }
          return resource;
        });
  }

  /** The courses that name a referral, without those entered in error when there is another. */
  public List<EpisodeOfCare> courses(String referral) {
    var all =
        referring(referral, EpisodeOfCare.class).stream()
            .filter(course -> course.getReferralRequest().stream().anyMatch(it -> is(it, referral)))
            .toList();
    var real =
        all.stream()
            .filter(course -> course.getStatus() != EpisodeOfCareStatus.ENTEREDINERROR)
            .toList();
    return real.isEmpty() ? all.stream().limit(1).toList() : real;
  }

  /** A course with its referral and the triage of it, as stored. */
  public CourseRecord record(EpisodeOfCare course) {
    var referral = referral(course);
    return new CourseRecord(
        course,
        referral.flatMap(this::find).map(ServiceRequest.class::cast),
        referral.map(this::triage).orElse(List.of()));
  }

  /** The referral that a course names, as {@code ServiceRequest/id}. */
  public static Optional<String> referral(EpisodeOfCare course) {
    return course.getReferralRequest().stream()
        .filter(Reference::hasReference)
        .map(reference -> reference.getReferenceElement().toUnqualifiedVersionless())
        .filter(id -> "ServiceRequest".equals(id.getResourceType()) && id.hasIdPart())
        .map(id -> id.getValue())
        .findFirst();
  }

  private List<Task> triage(String referral) {
    return referring(referral, Task.class).stream()
        .filter(task -> Decision.isTriage(task) && is(task.getFocus(), referral))
        .toList();
  }

  private <T extends Resource> List<T> referring(String referral, Class<T> type) {
    var id = new IdType(referral);
    var found = new ArrayList<T>();
    for (var name : records.referrers(id.getResourceType(), id.getIdPart())) {
      if (name.startsWith(type.getSimpleName() + '/')) {
        find(name).map(type::cast).ifPresent(found::add);
      }
    }
    return found;
  }

  private static boolean is(Reference reference, String name) {
    return reference.hasReference()
        && name.equals(reference.getReferenceElement().toUnqualifiedVersionless().getValue());
  }

  /** Stores what follows: what is new first, because Hibernate would mix their index rows. */
  public void write(Resource created, List<Resource> updated) {
    records.create(created, new TransactionDetails());
    records.flush();
    update(updated);
  }

  /** Stores changed resources. */
  public void update(List<Resource> updated) {
    var details = new TransactionDetails();
    for (var resource : updated) {
      var copy = resource.copy();
      copy.setId(new IdType(resource.fhirType(), resource.getIdPart()));
      records.write(copy, details);
    }
    records.flush();
  }
}
