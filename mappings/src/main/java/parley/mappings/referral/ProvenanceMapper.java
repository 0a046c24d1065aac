package parley.mappings.referral;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.InboundMessage;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;
import parley.terminology.Systems;

/** Where a record came from: the journal entry of the message, and who sent it. */
public final class ProvenanceMapper {

  private ProvenanceMapper() {}

  static Provenance provenance(InboundMessage inbound, String event, List<Reference> targets) {
    return provenance(inbound, activity(event), targets);
  }

  /**
   * The provenance of what a message made.
   *
   * @param activity what the message does (HL7 v3 DataOperation)
   * @param targets what it made
   */
  public static Provenance provenance(
      InboundMessage inbound, Coding activity, List<Reference> targets) {
    var provenance = new Provenance();
    provenance.setId(RecordIds.of("Provenance", "journal-entry", inbound.journalId()));
    targets.forEach(provenance::addTarget);
    provenance.setRecordedElement(Moments.instant(inbound.receivedAt()));
    provenance.setActivity(new CodeableConcept(activity));
    provenance.addAgent().setWho(named("sender", inbound.sender().id()));
    provenance
        .addEntity()
        .setRole(ProvenanceEntityRole.SOURCE)
        .setWhat(named("journal-entry", inbound.journalId()));
    return provenance;
  }

  /** What a referral message does (HL7 v3 DataOperation). */
  private static Coding activity(String event) {
    return switch (event) {
      case "I12" -> new Coding(Systems.DATA_OPERATION, "CREATE", "create");
      case "I14" -> new Coding(Systems.DATA_OPERATION, "CANCEL", "cancel");
      default -> new Coding(Systems.DATA_OPERATION, "UPDATE", "revise");
    };
  }

  private static Reference named(String system, String value) {
    return new Reference()
        .setIdentifier(new Identifier().setSystem(Systems.identifier(system)).setValue(value));
  }
}
