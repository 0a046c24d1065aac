package parley.server.store;

import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import parley.mappings.RecordBundle;
import parley.terminology.Systems;

/** Joins two Patients (HL7 v2 ADT^A40; FHIR R4 Patient.link). */
final class PatientJoiner {

  private final StoredRecords records;
  private final RecordWriter writer;
  private final Identities identities;

  PatientJoiner(StoredRecords records, RecordWriter writer, Identities identities) {
    this.records = records;
    this.writer = writer;
    this.identities = identities;
  }

  /**
   * Carries out one join. Both Patients are stored: a message that joins writes them first.
   *
   * @param ids provisional Patient id to the Patient's id
   */
  void join(RecordBundle.Join join, Map<String, String> ids, TransactionDetails details) {
    var survivorId = ids.get(join.survivor());
    var replacedId = ids.get(join.replaced());
    if (survivorId.equals(replacedId)) {
      return; // joined before
    }
    var replaced = stored(replacedId);
    var survivor = keep(survivorId, replaced, details);
    retire(replaced, survivor, details);
    moveReferences(replacedId, survivorId, details);
    identities.move(replacedId, survivorId);
  }

  private Patient stored(String id) {
    return (Patient)
        records
            .read("Patient", id)
            .orElseThrow(() -> new IllegalStateException("written before the join"));
  }

  /**
   * What the survivor bears now is taken from the replaced Patient, whose history keeps it: both
   * would be found by it, and a conditional create or reference that finds two is refused.
   */
  private void retire(Patient replaced, Patient survivor, TransactionDetails details) {
    replaced.setActive(false);
    replaced
        .getIdentifier()
        .removeIf(
            identifier -> survivor.getIdentifier().stream().anyMatch(own -> same(own, identifier)));
    replaced.getIdentifier().forEach(rest -> rest.setUse(Identifier.IdentifierUse.OLD));
    link(replaced, survivor.getIdElement().getIdPart(), LinkType.REPLACEDBY);
    write(replaced, details);
  }

  private static boolean same(Identifier one, Identifier other) {
    return Objects.equals(one.getSystem(), other.getSystem())
        && Objects.equals(one.getValue(), other.getValue());
  }

  private Patient keep(String survivorId, Patient replaced, TransactionDetails details) {
    var survivor = stored(survivorId);
    link(survivor, replaced.getIdPart(), LinkType.REPLACES);
    for (var identifier : replaced.getIdentifier()) {
      // A Patient has one NHS number (UKCore-Patient); the other one leads here by the identities.
      if (Systems.NHS_NUMBER.equals(identifier.getSystem())) {
        continue;
      }
      if (survivor.getIdentifier().stream().noneMatch(own -> same(own, identifier))) {
        survivor.addIdentifier(identifier.copy().setUse(Identifier.IdentifierUse.OLD));
      }
    }
    write(survivor, details);
    return survivor;
  }

  private void moveReferences(String replacedId, String survivorId, TransactionDetails details) {
    for (var referrer : records.referrers("Patient", replacedId)) {
      var id = new IdType(referrer);
      if (id.getResourceType().equals("Patient")) {
        continue; // the links between the two stay as they are
      }
      records
          .read(id.getResourceType(), id.getIdPart())
          .ifPresent(
              resource -> {
                writer.redirect(resource, Map.of(replacedId, survivorId));
                resource.setId(new IdType(resource.fhirType(), resource.getIdPart()));
                records.write(resource, details);
              });
    }
  }

  private static void link(Patient from, String toId, LinkType type) {
    var reference = "Patient/" + toId;
    var linked =
        from.getLink().stream().anyMatch(link -> reference.equals(link.getOther().getReference()));
    if (!linked) {
      from.addLink().setType(type).getOther().setReference(reference);
    }
  }

  private void write(Patient patient, TransactionDetails details) {
    patient.setId(new IdType("Patient", patient.getIdPart()));
    records.write(patient, details);
  }
}
