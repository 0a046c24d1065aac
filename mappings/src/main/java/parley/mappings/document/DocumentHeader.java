package parley.mappings.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.care.Party;
import parley.mappings.care.PractitionerMapper;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;

/** TXA: times, people and states of a document (HL7 v2.4 section 9.6.1). */
final class DocumentHeader {

  /** Edited, transcribed, originated, activity: the first that is told is the document's time. */
  private static final List<Integer> TIMES = List.of(8, 7, 6, 4);

  private final Reading reading;
  private final Segment txa;

  DocumentHeader(Reading reading, Segment txa) {
    this.reading = reading;
    this.txa = txa;
  }

  /**
   * Who wrote and who signed.
   *
   * @param authors TXA-9, else TXA-5
   * @param authenticator TXA-22, else TXA-10
   * @param resources their Practitioners
   */
  record People(
      List<Reference> authors, Optional<Reference> authenticator, List<Resource> resources) {}

  /** People of TXA; without a number they are those of the one document. */
  People people(String document) {
    var resources = new ArrayList<Resource>();
    var authors = references(txa.field(9).hasValue() ? 9 : 5, document, resources);
    var signed = references(txa.field(22).hasValue() ? 22 : 10, document, resources);
    return new People(authors, signed.stream().findFirst(), resources);
  }

  private List<Reference> references(int field, String document, List<Resource> resources) {
    var references = new ArrayList<Reference>();
    for (var named : txa.field(field).repetitions()) {
      PractitionerMapper.fromXcn(reading, named, "document " + document)
          .ifPresent(
              who -> {
                resources.add(who);
                references.add(Party.reference(who));
              });
    }
    return references;
  }

  /** TXA-17 and TXA-19; a document that does not say is current. */
  void status(DocumentReference document) {
    var availability = txa.field(19).value();
    var status = reading.codes().code("document-status", txa, 19, availability);
    document.setStatus(
        status.map(DocumentReferenceStatus::fromCode).orElse(DocumentReferenceStatus.CURRENT));
    if (status.isEmpty() && !availability.isEmpty()) {
      document.getStatusElement().addExtension(reading.codes().kept(txa, 19, availability));
    }
    reading
        .codes()
        .code("document-completion", txa, 17, txa.field(17).value())
        .map(ReferredDocumentStatus::fromCode)
        .ifPresent(document::setDocStatus);
  }

  /** When the document became what it is, as exact as it is told. */
  Optional<DateTimeType> moment() {
    return TIMES.stream()
        .filter(field -> txa.field(field).hasValue())
        .findFirst()
        .map(field -> reading.dateTime(txa, field))
        .orElseGet(() -> reading.message().first("MSH").flatMap(msh -> reading.dateTime(msh, 7)));
  }

  /** The same as an instant; empty when it is less exact than a minute. */
  Optional<InstantType> instant() {
    return TIMES.stream()
        .filter(field -> txa.field(field).hasValue())
        .findFirst()
        .map(field -> reading.instant(txa, field))
        .orElseGet(() -> reading.message().first("MSH").flatMap(msh -> reading.instant(msh, 7)));
  }

  /** TXA-25, else the words of TXA-2. */
  Optional<String> title() {
    var title = txa.field(25).value();
    var found = title.isEmpty() ? txa.field(2).component(2) : title;
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }
}
