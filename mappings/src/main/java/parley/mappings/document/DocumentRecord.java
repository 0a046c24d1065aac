package parley.mappings.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.care.Party;
import parley.mappings.hl7v2.Segment;
import parley.mappings.person.PersonRecord;
import parley.mappings.reading.MessageTime;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** The record that a document message makes, by resource in bundle order. */
final class DocumentRecord {

  private static final String DATA_ABSENT =
      "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  /** LOINC plan of care note, to which ConceptMap document-type has CP. */
  private static final String CARE_PLAN = "18776-5";

  /**
   * What a document told again no longer has unless it says so. Confidentiality is not among them:
   * a message that is silent about it does not open a restricted letter.
   */
  private static final Set<String> REPLACED =
      Set.of(
          "content",
          "type",
          "docStatus",
          "date",
          "author",
          "authenticator",
          "relatesTo",
          "description",
          "context");

  private final Reading reading;
  private final Segment txa;
  private final PersonRecord person;
  private final DocumentHeader header;
  private final boolean cancelled;

  DocumentRecord(Reading reading, Segment txa, PersonRecord person) {
    this.reading = reading;
    this.txa = txa;
    this.person = person;
    this.header = new DocumentHeader(reading, txa);
    this.cancelled = reading.message().envelope().triggerEvent().equals("T11");
  }

  List<Entry> entries() {
    var entries = new ArrayList<Entry>(person.entries());
    var number = number(12);
    if (number.isEmpty()) {
      reading.missing(
          txa,
          12,
          "the document cannot be told from others",
          "Send the unique document number in TXA-12.");
      return List.of();
    }
    var id = RecordIds.of("DocumentReference", number.get().getSystem(), number.get().getValue());
    var contents = cancelled ? List.<Content.Held>of() : contents(id);
    if (reading.stopped()) {
      return List.of();
    }
    for (var content : contents) {
      entries.add(Write.ifAbsent(content.binary()));
    }
    var authors = header.people(id);
    authors.resources().forEach(who -> entries.add(Write.always(who)));
    var document = document(id, number.get(), contents, authors);
    entries.add(written(document));
    carePlan(document).ifPresent(entries::add);
    return entries;
  }

  private List<Content.Held> contents(String id) {
    var contents =
        new DocumentContents(reading, new Attachments(reading, person.reference(), id)).all();
    if (contents.isEmpty() && !reading.stopped() && !hasPointer()) {
      reading.note(
          Problem.error(
              ProblemCode.MISSING_SEGMENT,
              "OBX",
              "no OBX holds the content of the document",
              "Send the document in OBX-5, as ED with its encoding or as lines of TX."));
    }
    return contents;
  }

  private boolean hasPointer() {
    return reading.message().all("OBX").stream().anyMatch(obx -> obx.field(2).value().equals("RP"));
  }

  private Optional<Identifier> number(int field) {
    var value = txa.field(field).component(1);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Identifier()
                .setSystem(
                    OwnSystems.identifier(
                        reading.sender(), "document", txa.field(field).component(2)))
                .setValue(value));
  }

  private DocumentReference document(
      String id, Identifier number, List<Content.Held> contents, DocumentHeader.People people) {
    var document = new DocumentReference();
    document.setId(id);
    MessageTime.stamp(reading, document);
    document.setMasterIdentifier(number);
    header.status(document);
    if (cancelled) {
      document.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
      document.setDocStatus(ReferredDocumentStatus.ENTEREDINERROR);
    }
    reading.codes().mapped("document-type", txa, 2).ifPresent(document::setType);
    document.setSubject(person.reference());
    header.instant().ifPresent(document::setDateElement);
    people.authors().forEach(document::addAuthor);
    people.authenticator().ifPresent(document::setAuthenticator);
    number(13).ifPresent(parent -> relate(document, parent));
    header.title().ifPresent(document::setDescription);
    reading
        .codes()
        .table("document-confidentiality", txa, 18, txa.field(18).value())
        .ifPresent(document::addSecurityLabel);
    contents.forEach(content -> document.addContent().setAttachment(dated(content.attachment())));
    if (contents.isEmpty()) {
      document.addContent().setAttachment(absent());
    }
    referral().ifPresent(named -> document.getContext().addRelated(named));
    return document;
  }

  /**
   * The message does not say how the parent is related: an edited one (T08) takes its place, else
   * it is one more of the same matter.
   */
  private void relate(DocumentReference document, Identifier parent) {
    var edited = reading.message().envelope().triggerEvent().equals("T08");
    document
        .addRelatesTo()
        .setCode(
            edited
                ? DocumentReference.DocumentRelationshipType.REPLACES
                : DocumentReference.DocumentRelationshipType.APPENDS)
        .setTarget(new Reference().setType("DocumentReference").setIdentifier(parent));
  }

  private Attachment dated(Attachment attachment) {
    header.moment().ifPresent(attachment::setCreationElement);
    header.title().ifPresent(attachment::setTitle);
    return attachment;
  }

  /** FHIR wants content: that there is a document is known, the document itself is not here. */
  private static Attachment absent() {
    var attachment = new Attachment();
    attachment.addExtension(new Extension(DATA_ABSENT, new CodeType("unsupported")));
    return attachment;
  }

  /** An identifier, because only the store knows whether it has the referral. */
  private Optional<Reference> referral() {
    var placer =
        reading
            .message()
            .first("ORC")
            .flatMap(orc -> OwnSystems.referral(reading.sender(), orc.field(2)))
            .or(() -> OwnSystems.referral(reading.sender(), txa.field(14)));
    return placer.map(found -> new Reference().setType("ServiceRequest").setIdentifier(found));
  }

  private Write written(DocumentReference document) {
    var cleared = new HashSet<String>();
    var defaults = new HashSet<String>();
    if (cancelled) {
      // What it was stays readable beside the word that it is void.
      defaults.add("content");
    } else {
      cleared.addAll(REPLACED);
    }
    return new Write(document, cleared, new When.NotOlder(), defaults);
  }

  private Optional<Write> carePlan(DocumentReference document) {
    if (!document.getType().hasCoding(Systems.LOINC, CARE_PLAN)) {
      return Optional.empty();
    }
    var plan = new CarePlan();
    plan.setId(RecordIds.of("CarePlan", "document", document.getIdPart()));
    MessageTime.stamp(reading, plan);
    plan.addIdentifier(document.getMasterIdentifier().copy());
    plan.setStatus(planStatus(document));
    plan.setIntent(CarePlanIntent.PLAN);
    plan.setTitle(document.hasDescription() ? document.getDescription() : "Care plan");
    plan.setSubject(person.reference());
    header.moment().ifPresent(plan::setCreatedElement);
    if (document.hasAuthor()) {
      plan.setAuthor(document.getAuthorFirstRep().copy());
    }
    plan.addSupportingInfo(Party.reference(document));
    return Optional.of(new Write(plan, Set.of(), new When.NotOlder()));
  }

  private static CarePlanStatus planStatus(DocumentReference document) {
    return switch (document.getStatus()) {
      case ENTEREDINERROR -> CarePlanStatus.ENTEREDINERROR;
      case SUPERSEDED -> CarePlanStatus.REVOKED;
      default ->
          document.getDocStatus() == ReferredDocumentStatus.PRELIMINARY
              ? CarePlanStatus.DRAFT
              : CarePlanStatus.ACTIVE;
    };
  }
}
