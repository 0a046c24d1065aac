package parley.mappings.outbound;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import parley.mappings.outbound.Answer.Booked;
import parley.mappings.outbound.Answer.Decided;
import parley.mappings.outbound.Answer.Letter;
import parley.mappings.outbound.Answer.Verdict;
import parley.mappings.reading.Moments;
import parley.terminology.Systems;

/**
 * Writes answers as FHIR R4: BaRS {@code servicerequest-response} messages for decisions and
 * withdrawals, a message with the Appointment for bookings, document Bundles for letters. The BaRS
 * code systems are those of its package; how a service outside BaRS's own applications answers is
 * not laid down, so the shape is Parley's reading (spec notes).
 */
public final class FhirAnswers {

  /** Media type. */
  public static final String CONTENT_TYPE = "application/fhir+json";

  private static final String EVENTS = "https://fhir.nhs.uk/CodeSystem/message-events-bars";
  private static final String REASONS = "https://fhir.nhs.uk/CodeSystem/message-reason-bars";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final String LOINC = "http://loinc.org";

  /**
   * Writes one answer.
   *
   * @param messageId id of the message, the same for the same answer; a UUID
   * @param at when what is told was recorded
   */
  public Written write(Origin origin, Answer answer, String messageId, Instant at) {
    if (answer instanceof Letter letter) {
      return written("document", document(origin, letter, messageId, at), messageId);
    }
    if (answer instanceof Booked booked) {
      return written(
          "booking-response",
          message(origin, "booking-response", messageId, at, List.of(appointment(origin, booked))),
          messageId);
    }
    var request = new ServiceRequest();
    request.setId(focus(origin).replace("ServiceRequest/", ""));
    var value = origin.given("ServiceRequest.identifier.value");
    if (!value.isEmpty()) {
      var system = origin.given("ServiceRequest.identifier.system");
      request.addIdentifier().setSystem(system.isEmpty() ? null : system).setValue(value);
    }
    request.setStatus(status(answer));
    request.setIntent(ServiceRequestIntent.ORDER);
    // The person is named in the request that this answers.
    request.setSubject(new Reference().setDisplay("As in the request"));
    return written(
        "servicerequest-response",
        message(origin, "servicerequest-response", messageId, at, List.of(request)),
        messageId);
  }

  /**
   * Made anew of what a referrer is to know: which booking, whether it stands, and when. Comments,
   * reasons, instructions, extensions and all else that the record holds stay here.
   */
  private static Appointment appointment(Origin origin, Booked booked) {
    var held = booked.appointment();
    var told = new Appointment();
    told.setId(held.getIdElement().getIdPart());
    for (var identifier : held.getIdentifier()) {
      told.addIdentifier().setSystem(identifier.getSystem()).setValue(identifier.getValue());
    }
    told.setStatus(
        booked.what() == Answer.Booking.CANCELLED ? AppointmentStatus.CANCELLED : held.getStatus());
    // FHIR R4 wants both times or none (app-2): where one is told the other may be unknown.
    if (held.getStartElement().hasValue() || held.getEndElement().hasValue()) {
      told.setStartElement(time(held.getStartElement()));
      told.setEndElement(time(held.getEndElement()));
    }
    told.addBasedOn(new Reference(focus(origin)));
    // FHIR asks for one participant; who is treated is known from the referral.
    told.addParticipant().setStatus(ParticipationStatus.ACCEPTED);
    return told;
  }

  private static InstantType time(InstantType held) {
    if (held.hasValue()) {
      return new InstantType(held.getValueAsString());
    }
    var unknown = new InstantType();
    unknown.addExtension(new Extension(Systems.EXT_DATA_ABSENT_REASON, new CodeType("unknown")));
    return unknown;
  }

  private static ServiceRequestStatus status(Answer answer) {
    return answer instanceof Decided decided && decided.verdict() == Verdict.ACCEPTED
        ? ServiceRequestStatus.ACTIVE
        : ServiceRequestStatus.REVOKED;
  }

  /** The referral as the sender calls it, else as it is called here. */
  private static String focus(Origin origin) {
    var given = origin.given("MessageHeader.focus");
    var id = given.isEmpty() ? origin.referralId() : given.substring(given.lastIndexOf(':') + 1);
    return "ServiceRequest/" + id.substring(id.lastIndexOf('/') + 1);
  }

  private static Bundle message(
      Origin origin, String event, String messageId, Instant at, List<Resource> content) {
    var header = new MessageHeader();
    header.setId(messageId);
    header.setEvent(new Coding().setSystem(EVENTS).setCode(event));
    header.setReason(new CodeableConcept(new Coding().setSystem(REASONS).setCode("update")));
    header.getResponse().setIdentifier(answered(origin)).setCode(ResponseType.OK);
    header.getSource().setEndpoint(ours(origin));
    header.addDestination().setEndpoint(or(origin.given("MessageHeader.source.endpoint")));
    for (var resource : content) {
      header.addFocus(new Reference(fullUrl(resource)));
    }
    var bundle = bundle(BundleType.MESSAGE, messageId, at);
    bundle.addEntry().setFullUrl("urn:uuid:" + messageId).setResource(header);
    for (var resource : content) {
      bundle.addEntry().setFullUrl(fullUrl(resource)).setResource(resource);
    }
    return bundle;
  }

  /** The MessageHeader of the request (FHIR R4, MessageHeader.response.identifier). */
  private static String answered(Origin origin) {
    var header = origin.given("MessageHeader.id");
    if (!header.isEmpty()) {
      return header;
    }
    return origin.controlId().isEmpty() ? "unknown" : origin.controlId();
  }

  /** The service that the referral was sent to, by its message or else by its transport. */
  private static String ours(Origin origin) {
    var destination = origin.given("MessageHeader.destination.endpoint");
    return or(destination.isEmpty() ? origin.given("NHSD-Target-Identifier") : destination);
  }

  /** Only a UUID is one after {@code urn:uuid:}; a sender may have given its referral any id. */
  private static String fullUrl(Resource resource) {
    var id = resource.getIdElement().getIdPart();
    return UUID.matcher(id).matches()
        ? "urn:uuid:" + id
        : Systems.PARLEY + resource.fhirType() + '/' + id;
  }

  private static String or(String endpoint) {
    return endpoint.isEmpty() ? "https://parley.example/fhir" : endpoint;
  }

  private static Bundle document(Origin origin, Letter letter, String messageId, Instant at) {
    var composition = new Composition();
    composition.setId(ControlIds.part(messageId, "composition"));
    composition.setStatus(CompositionStatus.FINAL);
    composition.setIdentifier(
        new Identifier().setSystem(Systems.identifier("letter")).setValue(letter.documentId()));
    composition.setType(
        new CodeableConcept(new Coding(LOINC, letter.kind().loinc(), letter.kind().loincName())));
    composition.setTitle(letter.kind().title());
    composition.setDateElement(Moments.dateTime(at));
    composition.addAuthor().setDisplay("NHS Talking Therapies service");
    composition.setSubject(person(letter));
    composition.addEvent().addDetail(referral(origin));
    for (var section : letter.sections()) {
      composition.addSection().setTitle(section.heading()).setText(narrative(section.lines()));
    }
    var bundle = bundle(BundleType.DOCUMENT, messageId, at);
    bundle
        .addEntry()
        .setFullUrl("urn:uuid:" + composition.getIdElement().getIdPart())
        .setResource(composition);
    return bundle;
  }

  private static Reference person(Letter letter) {
    var person = new Reference().setType("Patient").setDisplay("The person of the referral");
    return letter.nhsNumber().isEmpty()
        ? person
        : person.setIdentifier(
            new Identifier().setSystem(Systems.NHS_NUMBER).setValue(letter.nhsNumber()));
  }

  /** The referral in the identifier that its sender gave, so that the letter finds its record. */
  private static Reference referral(Origin origin) {
    var given = origin.given("RF1-6");
    var value = given.isEmpty() ? focus(origin) : given;
    return new Reference()
        .setType("ServiceRequest")
        .setIdentifier(
            new Identifier().setSystem(Systems.identifier("referral-as-given")).setValue(value));
  }

  private static Narrative narrative(List<String> lines) {
    var div = new XhtmlNode(NodeType.Element, "div");
    div.attribute("xmlns", "http://www.w3.org/1999/xhtml");
    lines.forEach(line -> div.addTag("p").addText(line));
    var narrative = new Narrative().setStatus(NarrativeStatus.GENERATED);
    narrative.setDiv(div);
    return narrative;
  }

  private static Bundle bundle(BundleType type, String messageId, Instant at) {
    var bundle = new Bundle();
    bundle.setId(messageId);
    bundle.setType(type);
    bundle.setIdentifier(
        new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + messageId));
    bundle.setTimestampElement(Moments.instant(at));
    return bundle;
  }

  private static Written written(String kind, Bundle bundle, String messageId) {
    var json = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);
    return new Written(
        kind,
        json.encodeResourceToString(bundle).getBytes(StandardCharsets.UTF_8),
        CONTENT_TYPE,
        messageId);
  }
}
