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
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
    if (people.isEmpty() || !TransactionSynchronizationManager.isSynchronizationActive()) {
      return;
    }
    var pending =
        TransactionSynchronizationManager.getSynchronizations().stream()
            .filter(Pending.class::isInstance)
            .map(Pending.class::cast)
            .filter(one -> one.plans == plans)
            .findFirst();
    if (pending.isPresent()) {
      pending.get().people.addAll(people);
      return;
    }
    var first = new Pending(plans);
    first.people.addAll(people);
    TransactionSynchronizationManager.registerSynchronization(first);
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
    return resource instanceof Appointment booking
        ? booking.getParticipant().stream().map(one -> one.getActor())
        : Stream.empty();
  }

  /** In order of id, so that two transactions about the same people cannot wait for each other. */
  private static final class Pending implements TransactionSynchronization {

    private final PlanFollowing plans;
    private final TreeSet<String> people = new TreeSet<>();

    Pending(PlanFollowing plans) {
      this.plans = plans;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      if (!readOnly) {
        List.copyOf(people).forEach(plans::follow);
      }
    }
  }
}
