package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.document.Digests;
import parley.mappings.document.StoredFile;
import parley.mappings.reading.Moments;

/** Documents of a message: each a DocumentReference, whose content is a Binary. */
final class DocumentEntries {

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final Adoption adoption;
  private final Reference subject;
  private final String owner;
  private final Map<String, Integer> seen = new HashMap<>();
  private final Set<String> contained = new HashSet<>();
  private final List<Reference> made = new ArrayList<>();

  /**
   * Of one message.
   *
   * @param owner what documents without identifier belong to: the same content in it is the same
   *     document
   */
  DocumentEntries(
      FhirMessage message,
      InboundMessage inbound,
      Adoption adoption,
      Reference subject,
      String owner) {
    this.message = message;
    this.inbound = inbound;
    this.adoption = adoption;
    this.subject = subject;
    this.owner = owner;
  }

  /** Adds the writes, and returns what refers to the DocumentReferences. */
  List<Reference> addTo(List<Entry> entries) {
    for (var sent : message.all(DocumentReference.class)) {
      document(sent, entries);
    }
    for (var binary : message.all(Binary.class)) {
      if (!adoption.has(binary) && binary.hasData()) {
        loose(binary, entries);
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
            .orElseGet(() -> byContent(digest(sent)));
    var copy = adoption.copy(sent, id);
    copy.setSubject(subject.copy());
    copy.setContext(null);
    copy.setRelatesTo(List.of());
    for (var index = 0; index < sent.getContent().size(); index++) {
      var attachment = copy.getContent().get(index).getAttachment();
      var binary = binary(sent.getContent().get(index).getAttachment());
      if (attachment.hasData()) {
        contain(attachment, attachment.getData(), id, entries);
      } else if (binary != null) {
        attachment.setContentType(binary.getContentType());
        adoption.take(binary, contain(attachment, binary.getData(), id, entries));
      }
    }
    made.add(adoption.take(sent, id));
    entries.add(written(copy));
  }

  /** The Binary of the message that an attachment leads to, if any. */
  private org.hl7.fhir.r4.model.@org.jspecify.annotations.Nullable Binary binary(
      Attachment attachment) {
    return attachment.hasUrl()
        ? message.target(new Reference(attachment.getUrl()), Binary.class).orElse(null)
        : null;
  }

  /** A Binary that no DocumentReference speaks of is a document of its own. */
  private void loose(Binary sent, List<Entry> entries) {
    var id = byContent(Digests.sha256(sent.getData()));
    var document = made(id);
    var attachment = document.addContent().getAttachment().setContentType(sent.getContentType());
    adoption.take(sent, contain(attachment, sent.getData(), id, entries));
    made.add(new Reference("DocumentReference/" + id));
    entries.add(written(document));
  }

  /** A DocumentReference of Parley's own making. */
  DocumentReference made(String id) {
    var document = new DocumentReference();
    document.setId(id);
    document.setStatus(DocumentReferenceStatus.CURRENT);
    document.setSubject(subject.copy());
    document.setDateElement(Moments.instant(inbound.receivedAt()));
    return document;
  }

  /**
   * The content becomes a Binary that the attachment leads to; its hash and size are made anew.
   *
   * @return id of the Binary
   */
  String contain(Attachment attachment, byte[] data, String document, List<Entry> entries) {
    var type =
        attachment.hasContentType() ? attachment.getContentType() : "application/octet-stream";
    var binary = StoredFile.binary(subject, document, type, data);
    StoredFile.describe(attachment, binary, type);
    if (contained.add(binary.getIdPart())) {
      entries.add(Write.always(binary));
    }
    return binary.getIdPart();
  }

  /** A document of an older message does not take the place of a later word on it. */
  Write written(DocumentReference document) {
    return MessageMoment.notOlder(document, Set.of(), MessageMoment.of(message, inbound));
  }

  private String digest(DocumentReference sent) {
    var digests = new StringBuilder();
    for (var content : sent.getContent()) {
      var attachment = content.getAttachment();
      var binary = binary(attachment);
      if (attachment.hasData()) {
        digests.append(Digests.sha256(attachment.getData()));
      } else if (binary != null && binary.hasData()) {
        digests.append(Digests.sha256(binary.getData()));
      } else {
        digests.append(attachment.getUrl());
      }
      digests.append('|');
    }
    return digests.toString();
  }

  /** By what it holds, for a later message may bring another in its place; a repeat is numbered. */
  private String byContent(String digest) {
    var nth = seen.merge(digest, 1, Integer::sum);
    return RecordIds.of("DocumentReference", owner, digest, String.valueOf(nth));
  }
}
