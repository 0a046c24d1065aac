package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;

/** Documents of a message: each a DocumentReference, whose content is a Binary. */
final class DocumentEntries {

  private final FhirMessage message;
  private final Adoption adoption;
  private final Reference subject;
  private final String owner;
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<Reference> made = new ArrayList<>();

  /**
   * Of one message.
   *
   * @param owner what documents without identifier belong to: the same place in it is the same
   *     document
   */
  DocumentEntries(FhirMessage message, Adoption adoption, Reference subject, String owner) {
    this.message = message;
    this.adoption = adoption;
    this.subject = subject;
    this.owner = owner;
  }

  /** Adds the writes, and returns what refers to the DocumentReferences. */
  List<Reference> addTo(List<Entry> entries, InboundMessage inbound) {
    for (var sent : message.all(DocumentReference.class)) {
      document(sent, entries);
    }
    for (var binary : message.all(Binary.class)) {
      if (!adoption.has(binary) && binary.hasData()) {
        loose(binary, entries, inbound);
      }
    }
    return made;
  }

  private void document(DocumentReference sent, List<Entry> entries) {
    var identifiers = new ArrayList<>(sent.getIdentifier());
    if (sent.hasMasterIdentifier()) {
      identifiers.add(0, sent.getMasterIdentifier());
    }
    var id =
        BusinessIds.byIdentifier("DocumentReference", identifiers)
            .orElseGet(() -> numbered("DocumentReference"));
    var copy = adoption.copy(sent, id);
    copy.setSubject(subject.copy());
    copy.setContext(null);
    copy.setRelatesTo(List.of());
    for (var index = 0; index < sent.getContent().size(); index++) {
      var attachment = copy.getContent().get(index).getAttachment();
      var binary = binary(sent.getContent().get(index).getAttachment());
      if (attachment.hasData()) {
        contain(attachment, attachment.getData(), id + '/' + index, entries);
      } else if (binary != null) {
        adoption.take(binary, RecordIds.of("Binary", id + '/' + index));
        attachment.setContentType(binary.getContentType());
        contain(attachment, binary.getData(), id + '/' + index, entries);
      }
    }
    made.add(adoption.take(sent, id));
    entries.add(Write.always(copy));
  }

  /** The Binary of the message that an attachment leads to, if any. */
  private org.hl7.fhir.r4.model.@org.jspecify.annotations.Nullable Binary binary(
      Attachment attachment) {
    return attachment.hasUrl()
        ? message.target(new Reference(attachment.getUrl()), Binary.class).orElse(null)
        : null;
  }

  /** A Binary that no DocumentReference speaks of is a document of its own. */
  private void loose(Binary sent, List<Entry> entries, InboundMessage inbound) {
    var id = numbered("DocumentReference");
    var document = made(id, inbound);
    var attachment = document.addContent().getAttachment().setContentType(sent.getContentType());
    contain(attachment, sent.getData(), id + "/0", entries);
    adoption.take(sent, RecordIds.of("Binary", id + "/0"));
    made.add(new Reference("DocumentReference/" + id));
    entries.add(Write.always(document));
  }

  /** A DocumentReference of Parley's own making. */
  DocumentReference made(String id, InboundMessage inbound) {
    var document = new DocumentReference();
    document.setId(id);
    document.setStatus(DocumentReferenceStatus.CURRENT);
    document.setSubject(subject.copy());
    document.setDateElement(Moments.instant(inbound.receivedAt()));
    return document;
  }

  /** The content becomes a Binary that the attachment leads to; its hash and size are made anew. */
  void contain(Attachment attachment, byte[] data, String name, List<Entry> entries) {
    var binary = new Binary();
    binary.setId(RecordIds.of("Binary", name));
    binary.setContentType(
        attachment.hasContentType() ? attachment.getContentType() : "application/octet-stream");
    binary.setData(data);
    entries.add(Write.always(binary));
    attachment.setContentType(binary.getContentType());
    attachment.setData(null);
    attachment.setHash(null);
    attachment.setSize(data.length);
    attachment.setUrl("Binary/" + binary.getIdPart());
  }

  private String numbered(String type) {
    return RecordIds.of(type, owner, String.valueOf(seen.merge(type, 1, Integer::sum)));
  }
}
