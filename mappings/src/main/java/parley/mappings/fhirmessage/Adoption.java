package parley.mappings.fhirmessage;

import ca.uhn.fhir.context.FhirContext;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Sender;
import parley.mappings.reading.OwnSystems;

/**
 * Takes resources of a message into the record: each gets the id of its business identity, and a
 * reference leads to what was taken before it. What it names beyond that becomes an identifier, so
 * that no id of the sender's is ever taken for one of Parley's.
 */
final class Adoption {

  private final FhirMessage message;
  private final Sender sender;
  private final Map<Resource, Reference> taken = new IdentityHashMap<>();

  Adoption(FhirMessage message, Sender sender) {
    this.message = message;
    this.sender = sender;
  }

  /** Says that a resource of the message is the one of that id. */
  Reference take(Resource sent, String id) {
    var reference = new Reference(sent.fhirType() + '/' + id);
    taken.put(sent, reference);
    return reference.copy();
  }

  /** Says that a resource is told by another one that was taken. */
  void alias(Resource sent, Resource other) {
    taken.put(sent, reference(other));
  }

  /** Where a resource was taken to. */
  Reference reference(Resource sent) {
    return Objects.requireNonNull(taken.get(sent), "not taken").copy();
  }

  boolean has(Resource sent) {
    return taken.containsKey(sent);
  }

  /** A copy under the id, without what only the sender's server says, its references led over. */
  <T extends Resource> T copy(T sent, String id) {
    @SuppressWarnings("unchecked") // a copy is of the type of its original
    var copy = (T) sent.copy();
    copy.setId(id);
    copy.setMeta((Meta) null);
    copy.setImplicitRules(null);
    if (copy instanceof DomainResource domain) {
      domain.setText((Narrative) null);
    }
    FhirContext.forR4Cached()
        .newTerser()
        .getAllPopulatedChildElementsOfType(copy, Reference.class)
        .forEach(this::lead);
    return copy;
  }

  /** The same reference, led over. */
  Reference led(Reference sent) {
    var copy = sent.copy();
    lead(copy);
    return copy;
  }

  private void lead(Reference reference) {
    if (!reference.hasReference() || reference.getReference().startsWith("#")) {
      return;
    }
    var target = message.target(reference);
    reference.setResource(null);
    if (target.isPresent() && taken.containsKey(target.get())) {
      reference.setReference(taken.get(target.get()).getReference());
      return;
    }
    if (!reference.hasIdentifier()) {
      var named = target.map(BusinessIds::identifiers).map(BusinessIds::whole);
      reference.setIdentifier(
          named
              .filter(all -> !all.isEmpty())
              .map(all -> all.get(0).copy())
              .orElseGet(() -> ofSender(reference.getReference())));
    }
    target.ifPresent(resource -> reference.setType(resource.fhirType()));
    reference.setReference(null);
  }

  private Identifier ofSender(String name) {
    return new Identifier()
        .setSystem(OwnSystems.unassigned(sender, "reference", ""))
        .setValue(name);
  }
}
