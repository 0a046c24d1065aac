package parley.submissions.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;
import parley.submissions.canary.Canaries;
import parley.submissions.canary.CanaryKind;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewJson;
import parley.submissions.view.ViewResources;
import parley.terminology.Systems;

/**
 * Passes the record on and notes what of its people may never leave: of every Patient, also of
 * those who are in no row, and of those around them. Patients are read by one thread.
 */
public final class RecordCanaries implements ViewResources {

  private static final int DAY = "2026-10-01".length();

  private final ViewResources resources;
  private final Canaries.Builder canaries = new Canaries.Builder(Set.of());

  public RecordCanaries(ViewResources resources) {
    this.resources = resources;
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    var stream = resources.ofType(resourceType);
    return resourceType.equals("Patient") ? stream.peek(this::person) : stream;
  }

  /** Notes who is related to a patient. */
  public void relatives() {
    try (var related = resources.ofType("RelatedPerson")) {
      related.forEach(this::person);
    }
  }

  /** Notes the id and the business identifiers of a resource. */
  public void identifiers(JsonNode resource) {
    said(resource.path("id"), CanaryKind.RESOURCE_ID);
    for (var identifier : resource.path("identifier")) {
      var nhs = identifier.path("system").asText().equals(Systems.NHS_NUMBER);
      said(identifier.path("value"), nhs ? CanaryKind.NHS_NUMBER : CanaryKind.IDENTIFIER);
    }
  }

  /** Notes a logical id. */
  public void id(String id) {
    canaries.add(CanaryKind.RESOURCE_ID, id);
  }

  /** Notes a business identifier. */
  void identifier(String value) {
    canaries.add(CanaryKind.IDENTIFIER, value);
  }

  /** All that was noted; once. */
  public Canaries noted() {
    return canaries.build();
  }

  /** Notes what is known of a Patient, RelatedPerson, Practitioner or Person. */
  public void person(ResourceText text) {
    try {
      var tree = ViewJson.tree(text.json());
      text.id().ifPresent(this::id);
      identifiers(tree);
      naming(tree);
      tree.path("contact").forEach(this::relative);
      birth(tree.path("birthDate").asText());
    } catch (JsonProcessingException e) {
      // The views refuse a resource that is no JSON, and with it the release.
      return;
    }
  }

  private void relative(JsonNode contact) {
    name(contact.path("name"));
    address(contact.path("address"));
    contact.path("telecom").forEach(this::telecom);
  }

  private void naming(JsonNode tree) {
    tree.path("name").forEach(this::name);
    tree.path("address").forEach(this::address);
    tree.path("telecom").forEach(this::telecom);
  }

  private void name(JsonNode name) {
    var given = new ArrayList<String>();
    name.path("given").forEach(one -> given.add(one.asText()));
    canaries.addName(given, name.path("family").asText());
    if (name.path("text").isTextual()) {
      canaries.addName(name.path("text").asText());
    }
  }

  private void address(JsonNode address) {
    address.path("line").forEach(line -> said(line, CanaryKind.ADDRESS));
    said(address.path("text"), CanaryKind.ADDRESS);
    said(address.path("city"), CanaryKind.PLACE);
    said(address.path("district"), CanaryKind.PLACE);
    said(address.path("postalCode"), CanaryKind.POSTCODE);
  }

  private void telecom(JsonNode telecom) {
    var email = telecom.path("system").asText().equals("email");
    said(telecom.path("value"), email ? CanaryKind.EMAIL : CanaryKind.PHONE);
  }

  private void birth(String date) {
    try {
      if (date.length() >= DAY) {
        canaries.addBirthDate(LocalDate.parse(date.substring(0, DAY)));
      }
    } catch (DateTimeException e) {
      // No date of the calendar; it is looked for as it stands.
      canaries.add(CanaryKind.BIRTH_DATE, date);
    }
  }

  private void said(JsonNode value, CanaryKind kind) {
    if (value.isTextual()) {
      canaries.add(kind, value.asText());
    }
  }
}
