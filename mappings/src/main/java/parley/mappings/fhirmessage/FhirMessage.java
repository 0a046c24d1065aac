package parley.mappings.fhirmessage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Heading;
import parley.mappings.Transport;

/**
 * The resources of a FHIR message, found by what refers to them. A resource that came without a
 * Bundle is a message of one.
 */
final class FhirMessage {

  /** FHIR R4 datatype id. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

  private final Resource sent;
  private final boolean stu3;
  private final Map<String, Resource> byName = new LinkedHashMap<>();

  FhirMessage(Resource sent, boolean stu3) {
    this.sent = sent;
    this.stu3 = stu3;
    resources()
        .forEach(
            one -> {
              byName.putIfAbsent(name(one), one);
            });
    entries(sent)
        .filter(Bundle.BundleEntryComponent::hasFullUrl)
        .forEach(entry -> byName.putIfAbsent(entry.getFullUrl(), entry.getResource()));
  }

  /** Entries in order; a Bundle within the Bundle (ITK3 payloads) is opened. */
  private static Stream<Bundle.BundleEntryComponent> entries(Resource resource) {
    return resource instanceof Bundle bundle
        ? bundle.getEntry().stream()
            .filter(Bundle.BundleEntryComponent::hasResource)
            .flatMap(
                entry ->
                    entry.getResource() instanceof Bundle inner ? entries(inner) : Stream.of(entry))
        : Stream.empty();
  }

  /** What was sent, a Bundle or a resource alone. */
  Resource sent() {
    return sent;
  }

  boolean stu3() {
    return stu3;
  }

  /** The resources in order, those of Bundles within included. */
  Stream<Resource> resources() {
    return sent instanceof Bundle
        ? entries(sent).map(Bundle.BundleEntryComponent::getResource)
        : Stream.of(sent);
  }

  /** The resources of one type in order. */
  <T extends Resource> List<T> all(Class<T> type) {
    return resources().filter(type::isInstance).map(type::cast).toList();
  }

  Optional<MessageHeader> header() {
    return all(MessageHeader.class).stream().findFirst();
  }

  Optional<Bundle> bundle() {
    return sent instanceof Bundle bundle ? Optional.of(bundle) : Optional.empty();
  }

  /** The event that the header names; the type of the resource when there is no header. */
  String event() {
    return header()
        .map(header -> header.getEventCoding().getCode())
        .filter(code -> code != null)
        .orElseGet(sent::fhirType);
  }

  /**
   * Why it was sent, such as {@code new}, {@code update} or {@code delete}; empty when not said.
   */
  String reason() {
    return header()
        .map(header -> header.getReason().getCodingFirstRep().getCode())
        .filter(code -> code != null)
        .orElse("");
  }

  /** What a reference names, when the message holds it. */
  Optional<Resource> target(Reference reference) {
    return reference.hasReference()
        ? Optional.ofNullable(byName.get(unversioned(reference.getReference())))
        : Optional.empty();
  }

  /** The same, of one type. */
  <T extends Resource> Optional<T> target(Reference reference, Class<T> type) {
    return target(reference).filter(type::isInstance).map(type::cast);
  }

  /**
   * The resource that the message is about: the focus of its header, else the first of the type.
   */
  <T extends Resource> Optional<T> focus(Class<T> type) {
    return header().stream()
        .flatMap(header -> header.getFocus().stream())
        .flatMap(focus -> target(focus, type).stream())
        .findFirst()
        .or(() -> all(type).stream().findFirst());
  }

  /** The same of a message that is nothing without it; empty, and noted, when it is not there. */
  <T extends Resource> Optional<T> focus(Class<T> type, Findings findings) {
    var found = focus(type);
    if (found.isEmpty()) {
      var name = type.getSimpleName();
      findings.missing(
          "MessageHeader.focus",
          "the message has no " + name,
          "Send the " + name + " and name it in MessageHeader.focus.");
    }
    return found;
  }

  /** What names a resource whose identity its sender keeps outside its identifiers. */
  Optional<String> ownName(Resource resource) {
    return keptId(resource).or(() -> ofEntry(resource));
  }

  /** The id under which the sender's server keeps a resource; HAPI puts a fullUrl in its place. */
  static Optional<String> keptId(Resource resource) {
    return Optional.ofNullable(resource.getIdElement().getIdPart())
        .filter(id -> ID.matcher(id).matches());
  }

  private Optional<String> ofEntry(Resource resource) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue() == resource && entry.getKey().startsWith("urn:uuid:"))
        .map(entry -> entry.getKey().substring("urn:uuid:".length()))
        .findFirst();
  }

  /** What the message says about itself. */
  Heading heading(Transport transport) {
    var header = header();
    var said = transport.get(Transport.Fact.SENDER).orElse("");
    var endpoint = header.map(it -> it.getSource().getEndpoint()).filter(it -> it != null);
    var organisation =
        header
            .flatMap(it -> target(it.getSender(), Organization.class))
            .flatMap(it -> it.getIdentifier().stream().filter(BusinessIds::isOds).findFirst())
            .map(Identifier::getValue);
    return new Heading(
        endpoint.orElse(said),
        organisation.orElse(said),
        "FHIR^" + event(),
        transport.get(Transport.Fact.REQUEST_ID).or(this::controlId).orElse(""),
        "UTF-8");
  }

  private Optional<String> controlId() {
    return bundle()
        .map(it -> it.getIdentifier().getValue())
        .or(() -> header().flatMap(this::ownName))
        .or(() -> ownName(sent));
  }

  private static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdElement().getIdPart();
  }

  private static String unversioned(String reference) {
    var history = reference.indexOf("/_history/");
    return history < 0 ? reference : reference.substring(0, history);
  }
}
