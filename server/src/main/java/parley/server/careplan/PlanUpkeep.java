package parley.server.careplan;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import parley.mappings.lifecycle.Decision;

/**
 * Follows plans in the transaction of whatever changes them, whether it came over REST or as a
 * message, once for each person and just before the commit: a due date is never older than the
 * record. Registered with the storage rather than with the endpoint, which does not see messages.
 */
@Interceptor
public final class PlanUpkeep {

  private final PlanFollowing plans;

  PlanUpkeep(PlanFollowing plans) {
    this.plans = plans;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    note(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    note(before);
    note(after);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    note(resource);
  }

  private void note(IBaseResource resource) {
    var people = people(resource);
    if ((people.isEmpty() && !isOfCourse(resource))
        || !TransactionSynchronizationManager.isSynchronizationActive()) {
      return;
    }
    var pending =
        TransactionSynchronizationManager.getSynchronizations().stream()
            .filter(Pending.class::isInstance)
            .map(Pending.class::cast)
            .filter(one -> one.plans == plans)
            .findFirst();
    if (pending.isPresent()) {
      pending.get().add(people);
      return;
    }
    var first = new Pending(plans);
    first.add(people);
    TransactionSynchronizationManager.registerSynchronization(first);
  }

  /**
   * A Task that decides about a course, or opens it again, changes the course only just before the
   * commit, when it is too late to ask to be called then: so it is asked for with the Task.
   */
  private static boolean isOfCourse(IBaseResource resource) {
    return resource instanceof Task task && (Decision.isTriage(task) || Decision.isReopening(task));
  }

  /** Ids of the people whose plans may be changed by a record. */
  private static List<String> people(IBaseResource resource) {
    return references(resource)
        .map(Reference::getReferenceElement)
        .filter(id -> "Patient".equals(id.getResourceType()) && id.hasIdPart())
        .map(id -> id.getIdPart())
        .toList();
  }

  private static Stream<Reference> references(IBaseResource resource) {
    if (resource instanceof CarePlan plan) {
      // A plan in a transaction Bundle is stored before its course can be searched for.
      return Stream.of(plan.getSubject());
    }
    if (resource instanceof Encounter contact) {
      return Stream.of(contact.getSubject());
    }
    if (resource instanceof Procedure activity) {
      return Stream.of(activity.getSubject());
    }
    if (resource instanceof Observation score) {
      return Stream.of(score.getSubject());
    }
    if (resource instanceof QuestionnaireResponse response) {
      return Stream.of(response.getSubject());
    }
    if (resource instanceof EpisodeOfCare course) {
      return Stream.of(course.getPatient());
    }
    if (resource instanceof ServiceRequest referral) {
      return Stream.of(referral.getSubject()); // its course follows it before the commit
    }
    return resource instanceof Appointment booking
        ? booking.getParticipant().stream().map(one -> one.getActor())
        : Stream.empty();
  }

  /**
   * In order of id, so that two transactions about the same people cannot wait for each other. It
   * is called after those that have an order of their own, such as what judges courses.
   */
  private static final class Pending implements TransactionSynchronization {

    private final PlanFollowing plans;
    private final TreeSet<String> people = new TreeSet<>();
    private boolean closing;

    Pending(PlanFollowing plans) {
      this.plans = plans;
    }

    void add(List<String> more) {
      if (closing) {
        // Written by somebody called after this, or by this itself, which leaves no more to do.
        more.stream().filter(people::add).forEach(plans::follow);
        return;
      }
      people.addAll(more);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      closing = true;
      if (!readOnly) {
        List.copyOf(people).forEach(plans::follow);
      }
    }
  }
}
