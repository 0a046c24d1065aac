package parley.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordMerge;
import parley.server.store.StoredRecords.Held;
import parley.terminology.Systems;

/** Carries out the writes of one message. */
final class RecordWriter {

  private final FhirContext context;
  private final StoredRecords records;
  private final Identities identities;
  private final Optional<CourseGuard> courses;
  private final UnchangedRecords unchanged = new UnchangedRecords();

  /** Without regard to courses of treatment. */
  RecordWriter(FhirContext context, StoredRecords records, Identities identities) {
    this(context, records, identities, Optional.empty());
  }

  RecordWriter(
      FhirContext context,
      StoredRecords records,
      Identities identities,
      Optional<CourseGuard> courses) {
    this.context = context;
    this.records = records;
    this.identities = identities;
    this.courses = courses;
  }

  /**
   * Writes the resources of a bundle: first those that are new, in order, then the others.
   *
   * @param ids provisional Patient id to the Patient's id
   * @throws SubjectChange when something held is another patient's; nothing is written then
   * @throws CourseConflict when a course of treatment may not be changed so; nothing is written
   */
  void write(RecordBundle bundle, Map<String, String> ids, TransactionDetails details) {
    var writes = new ArrayList<Write>();
    for (var entry : bundle.entries()) {
      if (entry instanceof Write write && !joinedBefore(write, bundle, ids)) {
        writes.add(resolved(write, ids));
      }
    }
    writes.removeIf(this::isOvertaken);
    courses.ifPresent(guard -> guard.lock(writes));
    var older =
        writes.stream()
            .filter(this::isOlderReferral)
            .map(write -> name(write.resource()))
            .collect(Collectors.toSet());
    // Nor does it end the course, which a later message about the referral left open.
    writes.removeIf(
        write -> write.when() instanceof When.StatusIn && isOfReferral(write.resource(), older));
    var existing = existing(writes);
    existing.forEach((name, held) -> details.addResolvedResourceId(new IdType(name), held.pid()));
    // Read before anything is written: a read makes Hibernate send what is pending.
    var updates = updates(writes, existing);
    var shared = updates.stream().map(RecordWriter::name).filter(RecordWriter::isShared).toList();
    if (!shared.isEmpty()) {
      // Somebody else may be changing the same practice: one after the other, on what is then true.
      identities.lockNames(shared);
      updates = updates(writes, records.existing(existing.keySet()));
    }
    updates = settled(writes, existing, updates, details);
    for (var write : writes) {
      var name = name(write.resource());
      if (!existing.containsKey(name) && !(write.when() instanceof When.Present)) {
        // Known to be absent: HAPI need not look again.
        details.addResolvedResourceId(new IdType(name), null);
        records.write(write.resource(), details);
      }
    }
    if (!updates.isEmpty()) {
      // Hibernate 6.6 sorts inserts by table; index rows of an updated resource would pull the
      // index rows of a new one before its own row. So creations reach the database first.
      records.flush();
      updates.forEach(resource -> records.write(resource, details));
      records.flush();
    }
  }

  /** Whether something is held that makes the write superfluous. */
  private boolean isOvertaken(Write write) {
    return write.when() instanceof When.Absent absent
        && !absent.others().isEmpty()
        && !records.existing(absent.others()).isEmpty();
  }

  /** Whether it says of a referral what was written before what is held of it. */
  private boolean isOlderReferral(Write write) {
    return write.when() instanceof When.NotOlder
        && write.resource() instanceof ServiceRequest referral
        && records.existing(List.of(name(referral))).containsKey(name(referral))
        && records
            .read("ServiceRequest", referral.getIdPart())
            .filter(held -> MessageTimes.isOlder(referral, held))
            .isPresent();
  }

  /** Whether it is the course or a Task of one of some referrals. */
  private static boolean isOfReferral(Resource resource, Set<String> referrals) {
    if (resource instanceof EpisodeOfCare course) {
      return course.getReferralRequest().stream()
          .anyMatch(referral -> referrals.contains(referral.getReference()));
    }
    return resource instanceof Task task && referrals.contains(task.getFocus().getReference());
  }

  /** What follows from the change of a course of treatment is written with it. */
  private List<Resource> settled(
      List<Write> writes,
      Map<String, Held> existing,
      List<Resource> updates,
      TransactionDetails details) {
    if (courses.isEmpty()) {
      return updates;
    }
    for (var write : writes) {
      if (write.resource() instanceof ServiceRequest referral
          && !existing.containsKey(name(referral))) {
        courses.get().begun(referral, writes);
      }
    }
    return courses.get().settled(writes, updates, details.getTransactionDate().toInstant());
  }

  /** A join sent again: the replaced Patient is the survivor now and is written as that. */
  private static boolean joinedBefore(Write write, RecordBundle bundle, Map<String, String> ids) {
    return write.resource() instanceof Patient patient
        && bundle.entries().stream()
            .anyMatch(
                entry ->
                    entry instanceof RecordBundle.Join join
                        && join.replaced().equals(patient.getIdPart())
                        && ids.get(join.survivor()).equals(ids.get(join.replaced())));
  }

  /**
   * Practitioners and organisations are shared by many patients' messages. Their creation and
   * change are serialised; while they stay as they are nobody waits.
   */
  private Map<String, Held> existing(List<Write> writes) {
    var names = writes.stream().map(write -> name(write.resource())).collect(Collectors.toSet());
    var existing = records.existing(names);
    var absent = names.stream().filter(name -> !existing.containsKey(name)).toList();
    var shared = absent.stream().filter(RecordWriter::isShared).toList();
    if (shared.isEmpty()) {
      return existing;
    }
    identities.lockNames(shared);
    return records.existing(names);
  }

  private static boolean isShared(String name) {
    return Set.of("Organization", "Practitioner", "PractitionerRole", "Location")
        .contains(new IdType(name).getResourceType());
  }

  private List<Resource> updates(List<Write> writes, Map<String, Held> existing) {
    var moved = new SubjectChange.Found();
    var updates =
        writes.stream()
            .filter(write -> existing.containsKey(name(write.resource())))
            .flatMap(write -> update(write, existing.get(name(write.resource())), moved).stream())
            .toList();
    moved.refuse();
    return updates;
  }

  /** What is to be written over a held resource; empty when that changes nothing. */
  private Optional<Resource> update(Write write, Held held, SubjectChange.Found moved) {
    var resource = write.resource();
    if (unchanged.knows(write, held)) {
      return Optional.empty();
    }
    var stored = records.read(resource.fhirType(), resource.getIdPart());
    if (stored.isEmpty()) {
      // Deleted before: it comes back, unless it was only to be changed.
      return Optional.of(resource).filter(gone -> !(write.when() instanceof When.Present));
    }
    if (!applies(write.when(), resource, stored.get())) {
      return Optional.empty();
    }
    moved.compare(resource, stored.get());
    keepNhsNumber(resource, stored.get());
    var merged = RecordMerge.merge(write, stored.get());
    if (!merged.changed()) {
      unchanged.remember(write, held);
      return Optional.empty();
    }
    merged.resource().setId(new IdType(resource.fhirType(), resource.getIdPart()));
    return Optional.of(merged.resource());
  }

  /**
   * A message under a number from before a join is about this Patient, whose own number stays. Any
   * other number has been refused by then.
   */
  private static void keepNhsNumber(Resource incoming, Resource stored) {
    if (incoming instanceof Patient patient
        && stored instanceof Patient held
        && held.getIdentifier().stream().anyMatch(RecordWriter::isNhsNumber)) {
      patient
          .getIdentifier()
          .removeIf(
              said ->
                  isNhsNumber(said)
                      && held.getIdentifier().stream()
                          .noneMatch(own -> said.getValue().equals(own.getValue())));
    }
  }

  private static boolean isNhsNumber(Identifier identifier) {
    return Systems.NHS_NUMBER.equals(identifier.getSystem()) && identifier.hasValue();
  }

  private static boolean applies(When when, Resource incoming, Resource stored) {
    if (when instanceof When.Absent) {
      return false;
    }
    if (when instanceof When.NotOlder) {
      return !MessageTimes.isOlder(incoming, stored);
    }
    if (when instanceof When.StatusIn in) {
      var status = stored.getNamedProperty("status");
      return status != null
          && status.hasValues()
          && in.statuses().contains(status.getValues().get(0).primitiveValue());
    }
    return true;
  }

  /** A copy, because the DAO alters what it is given and an attempt may have to be repeated. */
  private Write resolved(Write write, Map<String, String> ids) {
    var resource = write.resource().copy();
    if (resource instanceof Patient && ids.containsKey(resource.getIdPart())) {
      resource.setId(new IdType("Patient", ids.get(resource.getIdPart())));
    } else {
      resource.setId(new IdType(resource.fhirType(), resource.getIdPart()));
    }
    if (ids.entrySet().stream().anyMatch(entry -> !entry.getKey().equals(entry.getValue()))) {
      redirect(resource, ids);
    }
    return new Write(resource, write.cleared(), write.when(), write.defaults());
  }

  /** Points references to Patients elsewhere. */
  void redirect(Resource resource, Map<String, String> ids) {
    for (var reference :
        context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class)) {
      var target = new IdType(reference.getReference());
      if ("Patient".equals(target.getResourceType()) && ids.containsKey(target.getIdPart())) {
        reference.setReference("Patient/" + ids.get(target.getIdPart()));
        reference.setResource(null);
      }
    }
  }

  private static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdPart();
  }
}
