package parley.server.lifecycle;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.lifecycle.Decision;
import parley.server.fhir.FhirInterceptor;
import parley.server.store.HeldCourses;

/**
 * Holds every write through the endpoint to the life cycle: creates, updates, patches and deletes,
 * alone, in a batch or in a transaction. Writers of one course wait for each other from before the
 * first write until the commit; the whole is judged by {@link CourseJudge} before the commit.
 */
@Interceptor
public final class LifecycleHooks implements FhirInterceptor {

  /** After the checks of form, which take long and should not be waited for. */
  private static final int AFTER_VALIDATION = 100;

  private final HeldCourses courses;
  private final CourseJudge judge;

  LifecycleHooks(HeldCourses courses, CourseJudge judge) {
    this.courses = courses;
    this.judge = judge;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = AFTER_VALIDATION)
  public void creating(IBaseResource resource, RequestDetails request) {
    lock(List.of(resource), request);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = AFTER_VALIDATION)
  public void updating(IBaseResource before, IBaseResource after, RequestDetails request) {
    lock(before == null ? List.of(after) : List.of(before, after), request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    note(Optional.empty(), resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    note(Optional.ofNullable(before).map(Resource.class::cast), after, request);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleting(IBaseResource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails) {
      return;
    }
    var course =
        resource instanceof EpisodeOfCare episode
            && episode.getStatus() != EpisodeOfCareStatus.ENTEREDINERROR;
    if (course || (resource instanceof Task task && isTriageDone(task))) {
      throw Refusals.conflict(
          ((Resource) resource).fhirType(),
          "what says the state of a course of treatment is not deleted",
          "set EpisodeOfCare.status entered-in-error when the course was recorded by mistake");
    }
    lock(List.of(resource), request);
    if (resource instanceof ServiceRequest referral) {
      writes().delete(referral);
    }
  }

  private void lock(List<? extends IBaseResource> resources, RequestDetails request) {
    if (request instanceof SystemRequestDetails) {
      return;
    }
    var names = new LinkedHashSet<String>();
    for (var resource : resources) {
      names.addAll(concerned((Resource) resource));
      if (resource instanceof ServiceRequest onward) {
        names.addAll(references(onward.getBasedOn()));
      }
    }
    if (!names.isEmpty()) {
      courses.lock(names);
    }
  }

  private void note(Optional<Resource> before, IBaseResource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails) {
      return;
    }
    var after = (Resource) resource;
    if (after instanceof Task task && Decision.isReopening(task)) {
      var was = before.map(Task.class::cast).map(Task::getStatus);
      if (task.getStatus() == TaskStatus.COMPLETED && !was.equals(Optional.of(task.getStatus()))) {
        writes().reopen(task);
      }
      return;
    }
    before
        .map(LifecycleHooks::concerned)
        .orElse(Set.of())
        .forEach(course -> writes().note(course, before, after));
    concerned(after).forEach(course -> writes().note(course, before, after));
    if (after instanceof ServiceRequest referral && isNewlyOnward(before, referral)) {
      writes().onward(referral);
    }
  }

  private CourseWrites writes() {
    return CourseWrites.current(judge::judge);
  }

  private static boolean isNewlyOnward(Optional<Resource> before, ServiceRequest after) {
    return !references(after.getBasedOn()).isEmpty()
        && before.filter(was -> ((ServiceRequest) was).hasBasedOn()).isEmpty();
  }

  private static boolean isTriageDone(Task task) {
    return Decision.isTriage(task) && task.getStatus() == TaskStatus.COMPLETED;
  }

  /** The referrals of the courses that a resource is a part of. */
  private static Set<String> concerned(Resource resource) {
    if (resource instanceof ServiceRequest request && request.getIdElement().hasIdPart()) {
      return Set.of(CourseWrites.name(request));
    }
    if (resource instanceof EpisodeOfCare course) {
      return HeldCourses.referral(course)
          .map(Set::of)
          .orElse(
              course.getIdElement().hasIdPart()
                  ? Set.of(CourseWrites.name(course))
                  : Set.<String>of());
    }
    if (resource instanceof Task task && (Decision.isTriage(task) || Decision.isReopening(task))) {
      return references(List.of(task.getFocus()));
    }
    return Set.of();
  }

  private static Set<String> references(List<Reference> references) {
    var names = new LinkedHashSet<String>();
    for (var reference : references) {
      var id = reference.getReferenceElement().toUnqualifiedVersionless();
      if ("ServiceRequest".equals(id.getResourceType()) && id.hasIdPart()) {
        names.add(id.getValue());
      }
    }
    return names;
  }
}
