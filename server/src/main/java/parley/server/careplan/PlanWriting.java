package parley.server.careplan;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.server.fhir.FhirInterceptor;
import parley.server.store.FollowingRecords;

/**
 * A plan written through the endpoint, once it was found valid: its contained goals and team become
 * resources of their own, so that they can be searched and followed up, and its due dates are set;
 * all in the transaction that stores the plan.
 */
@Interceptor
public final class PlanWriting implements FhirInterceptor {

  /** After the validation of what the client sent, which has the default order. */
  private static final int AFTER_VALIDATION = 100;

  private final FhirContext context;
  private final PlanStore store;
  private final PlanFollowing plans;
  private final FollowingRecords following;

  PlanWriting(
      FhirContext context, PlanStore store, PlanFollowing plans, FollowingRecords following) {
    this.context = context;
    this.store = store;
    this.plans = plans;
    this.following = following;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = AFTER_VALIDATION)
  public void created(IBaseResource resource, RequestDetails request) {
    prepare(resource, request);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = AFTER_VALIDATION)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    prepare(after, request);
  }

  private void prepare(IBaseResource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails || !(resource instanceof CarePlan plan)) {
      return;
    }
    var person = plan.getSubject().getReferenceElement().getIdPart();
    following.takeTurn("CarePlan of Patient/" + person);
    if (store.hasRow(plan.getSubject())) {
      storeParts(plan); // else the person comes later in a Bundle, and goals stay contained
    }
    var followed = plans.followed(plan);
    if (followed != plan) {
      plan.setActivity(followed.getActivity());
    }
  }

  private void storeParts(CarePlan plan) {
    var names = new HashMap<String, String>();
    var writes = new ArrayList<RecordBundle.Entry>();
    var owner =
        plan.getIdElement().hasIdPart()
            ? plan.getIdElement().getIdPart()
            : UUID.randomUUID().toString();
    for (var part : List.copyOf(plan.getContained())) {
      if (part instanceof Goal || part instanceof CareTeam) {
        var local = part.getIdElement().getIdPart().replace("#", "");
        var id = RecordIds.of(part.fhirType(), "CarePlan", owner, local);
        names.put('#' + local, part.fhirType() + '/' + id);
        plan.getContained().remove(part);
        writes.add(Write.always(own((Resource) part.copy(), id)));
      }
    }
    if (names.isEmpty()) {
      return;
    }
    redirect(plan, names);
    writes.forEach(write -> redirect(((Write) write).resource(), names));
    following.write("CarePlan/" + owner, writes);
    // Sent to the database, or a plan in a transaction Bundle would not find them.
    following.takeTurn("CarePlan/" + owner);
  }

  private static Resource own(Resource part, String id) {
    part.setId(id);
    return part;
  }

  private void redirect(Resource resource, Map<String, String> names) {
    var references =
        context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class);
    for (var reference : references) {
      var name = reference.getReference();
      if (name != null && names.containsKey(name)) {
        reference.setReference(names.get(name));
        reference.setResource(null);
      }
    }
  }
}
