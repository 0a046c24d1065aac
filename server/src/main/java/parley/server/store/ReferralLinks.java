package parley.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * Results and appointments name their referral by its number (placer order number). Only the store
 * knows whether it holds that referral, and which course of treatment came of it.
 */
final class ReferralLinks {

  private static final Set<EpisodeOfCareStatus> VOID =
      Set.of(EpisodeOfCareStatus.CANCELLED, EpisodeOfCareStatus.ENTEREDINERROR);

  private final StoredRecords records;

  ReferralLinks(StoredRecords records) {
    this.records = records;
  }

  /**
   * The same bundle, in which what names a referral that is held does refer to it, and to its
   * course when it has exactly one. The number stays beside the reference. A referral of another
   * patient is left alone.
   *
   * @param ids provisional Patient id to the Patient's id
   */
  RecordBundle linked(RecordBundle bundle, Map<String, String> ids) {
    if (bundle.entries().stream().noneMatch(entry -> named(entry).findAny().isPresent())) {
      return bundle;
    }
    records.flush();
    var entries = new ArrayList<Entry>();
    for (var entry : bundle.entries()) {
      entries.add(
          entry instanceof Write write && named(entry).findAny().isPresent()
              ? linked(write, ids)
              : entry);
    }
    return new RecordBundle(bundle.people(), entries);
  }

  private Write linked(Write write, Map<String, String> ids) {
    var copy = (DomainResource) write.resource().copy();
    var patient = SubjectChange.patient(copy).map(ids::get).orElse("");
    for (var reference : basedOn(copy).filter(ReferralLinks::isNumber).toList()) {
      var held = referral(reference).filter(request -> isOf(request.getSubject(), patient));
      held.ifPresent(
          request -> {
            reference.setReference("ServiceRequest/" + request.getIdPart());
            course(request, patient).ifPresent(course -> linkCourse(copy, course));
          });
    }
    return new Write(copy, write.cleared(), write.when(), write.defaults());
  }

  /**
   * By the id that messages give it, else by its identifier, as clients of the FHIR endpoint do.
   */
  private Optional<ServiceRequest> referral(Reference number) {
    var identifier = number.getIdentifier();
    var id = RecordIds.of("ServiceRequest", identifier.getSystem(), identifier.getValue());
    return held("ServiceRequest", id)
        .or(() -> records.only("ServiceRequest", identifier.getSystem(), identifier.getValue()))
        .map(ServiceRequest.class::cast);
  }

  private Optional<Reference> course(ServiceRequest request, String patient) {
    var courses =
        records.referrers("ServiceRequest", request.getIdPart()).stream()
            .map(IdType::new)
            .filter(id -> "EpisodeOfCare".equals(id.getResourceType()))
            .flatMap(id -> held("EpisodeOfCare", id.getIdPart()).stream())
            .map(EpisodeOfCare.class::cast)
            .filter(course -> !VOID.contains(course.getStatus()))
            .filter(course -> isOf(course.getPatient(), patient))
            .toList();
    return courses.size() == 1
        ? Optional.of(new Reference("EpisodeOfCare/" + courses.get(0).getIdPart()))
        : Optional.empty();
  }

  /** Looked for first, because a read that fails would end the transaction. */
  private Optional<Resource> held(String type, String id) {
    var name = type + '/' + id;
    return records.existing(List.of(name)).containsKey(name)
        ? records.read(type, id)
        : Optional.empty();
  }

  private static boolean isOf(Reference reference, String patient) {
    var id = reference.getReferenceElement();
    return "Patient".equals(id.getResourceType()) && id.getIdPart().equals(patient);
  }

  private static Stream<Reference> named(Entry entry) {
    return entry instanceof Write write
        ? basedOn(write.resource()).filter(ReferralLinks::isNumber)
        : Stream.empty();
  }

  private static Stream<Reference> basedOn(Resource resource) {
    if (resource instanceof QuestionnaireResponse response) {
      return response.getBasedOn().stream();
    }
    if (resource instanceof Appointment appointment) {
      return appointment.getBasedOn().stream();
    }
    if (resource instanceof Encounter contact) {
      return contact.getBasedOn().stream();
    }
    if (resource instanceof DiagnosticReport report) {
      return report.getBasedOn().stream();
    }
    if (resource instanceof Communication communication) {
      return communication.getBasedOn().stream();
    }
    if (resource instanceof DocumentReference document) {
      return document.getContext().getRelated().stream();
    }
    return resource instanceof Observation observation
        ? observation.getBasedOn().stream()
        : Stream.empty();
  }

  /** Documents and contacts have an element for it, answers and appointments no place at all. */
  private static void linkCourse(DomainResource resource, Reference course) {
    if (resource instanceof DocumentReference document) {
      document.getContext().addEncounter(course);
    } else if (resource instanceof Encounter contact) {
      if (contact.getEpisodeOfCare().stream().noneMatch(course::equalsDeep)) {
        contact.addEpisodeOfCare(course);
      }
    } else if (!(resource instanceof Communication)
        && !(resource instanceof Appointment)
        && !resource.hasExtension(Systems.EXT_EPISODE_OF_CARE)) {
      resource.addExtension(Systems.EXT_EPISODE_OF_CARE, course);
    }
  }

  private static boolean isNumber(Reference reference) {
    return !reference.hasReference()
        && "ServiceRequest".equals(reference.getType())
        && reference.getIdentifier().hasSystem()
        && reference.getIdentifier().hasValue();
  }
}
