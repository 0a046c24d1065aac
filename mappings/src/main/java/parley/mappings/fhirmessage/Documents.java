package parley.mappings.fhirmessage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;
import parley.mappings.referral.ProvenanceMapper;
import parley.terminology.Systems;

/**
 * A document is sent (ITK3 Transfer of Care, GP Connect Send Document): its text and attachments
 * become DocumentReferences of the person. The text is kept as plain text, which no viewer runs.
 */
final class Documents {

  /** Elements of XHTML after which a line ends. */
  private static final List<String> BLOCKS =
      List.of("p", "div", "tr", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul");

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final Findings findings;
  private final Map<String, Integer> seen = new HashMap<>();

  Documents(FhirMessage message, InboundMessage inbound, Findings findings) {
    this.message = message;
    this.inbound = inbound;
    this.findings = findings;
  }

  /** The record; empty, and noted, when there is no document or nobody it is about. */
  Optional<RecordBundle> record() {
    var surroundings = new Surroundings(message, inbound, findings);
    var person = surroundings.person(Optional.empty());
    if (person.isEmpty()) {
      return Optional.empty();
    }
    var subject = new Reference("Patient/" + person.get().id());
    var entries = new ArrayList<>(surroundings.entries());
    var owner = owner();
    var documents = new DocumentEntries(message, inbound, surroundings.adoption(), subject, owner);
    var made = new ArrayList<Reference>();
    for (var composition : message.all(Composition.class)) {
      composed(composition, owner, documents, entries).ifPresent(made::add);
    }
    made.addAll(documents.addTo(entries));
    if (made.isEmpty()) {
      findings.missing(
          "Composition",
          "the message holds no document: neither text nor attachment",
          "Send a Composition with text, a DocumentReference or a Binary.");
      return Optional.empty();
    }
    made.add(subject);
    entries.add(
        Write.always(
            ProvenanceMapper.provenance(
                inbound, new Coding(Systems.DATA_OPERATION, "CREATE", "create"), made)));
    return Optional.of(new RecordBundle(List.of(person.get()), entries));
  }

  /** By what the document is told: its own identifier, else the message's. */
  private String owner() {
    return message.all(Composition.class).stream()
        .map(Composition::getIdentifier)
        .filter(it -> it.hasSystem() && it.hasValue())
        .findFirst()
        .map(it -> it.getSystem() + '|' + it.getValue())
        .orElseGet(
            () -> inbound.sender().id() + '|' + message.heading(inbound.transport()).controlId());
  }

  private Optional<Reference> composed(
      Composition composition, String owner, DocumentEntries documents, List<Entry> entries) {
    var text = new StringBuilder();
    if (composition.hasText()) {
      write(composition.getText().getDiv(), text);
    }
    composition.getSection().forEach(section -> write(section, text));
    if (text.toString().isBlank()) {
      return Optional.empty();
    }
    var id = id(composition, owner);
    var document = documents.made(id);
    state(composition, document);
    if (composition.hasIdentifier()) {
      document.setMasterIdentifier(composition.getIdentifier().copy());
    }
    if (composition.hasType()) {
      document.setType(composition.getType().copy());
    }
    document.setDescription(composition.getTitle());
    var attachment = document.addContent().getAttachment();
    attachment.setContentType("text/plain; charset=utf-8");
    attachment.setTitle(composition.getTitle());
    documents.contain(attachment, tidy(text).getBytes(StandardCharsets.UTF_8), id, entries);
    entries.add(documents.written(document));
    return Optional.of(new Reference("DocumentReference/" + id));
  }

  /** By its own identifier, else the owner's; a second of the same is numbered. */
  private String id(Composition composition, String owner) {
    var own = composition.getIdentifier();
    var name = own.hasSystem() && own.hasValue() ? own.getSystem() + '|' + own.getValue() : owner;
    var nth = seen.merge(name, 1, Integer::sum);
    return nth == 1
        ? RecordIds.of("DocumentReference", name, "composition")
        : RecordIds.of("DocumentReference", name, "composition", String.valueOf(nth));
  }

  /** FHIR R4 Composition.status and date; a date to come stays that of the receipt. */
  private void state(Composition composition, DocumentReference document) {
    if (composition.hasStatus()) {
      document.setDocStatus(ReferredDocumentStatus.fromCode(composition.getStatus().toCode()));
    }
    if (composition.getStatus() == CompositionStatus.ENTEREDINERROR) {
      document.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
    }
    if (composition.getDateElement().hasValue()
        && composition.getDate().toInstant().isBefore(inbound.receivedAt())) {
      document.setDateElement(Moments.instant(composition.getDate().toInstant()));
    }
  }

  private static void write(SectionComponent section, StringBuilder text) {
    if (section.hasTitle()) {
      text.append("\n\n").append(section.getTitle()).append('\n');
    }
    if (section.hasText()) {
      write(section.getText().getDiv(), text);
    }
    section.getSection().forEach(inner -> write(inner, text));
  }

  private static void write(XhtmlNode node, StringBuilder text) {
    if (node.getNodeType() == NodeType.Text) {
      text.append(node.getContent().replaceAll("\\s+", " "));
      return;
    }
    node.getChildNodes().forEach(child -> write(child, text));
    var name = String.valueOf(node.getName());
    if (name.equals("td") || name.equals("th")) {
      text.append('\t');
    } else if (BLOCKS.contains(name)) {
      text.append('\n');
    }
  }

  private static String tidy(StringBuilder text) {
    return text.toString().replaceAll("[ \t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip() + '\n';
  }
}
