package parley.submissions.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.submissions.canary.Canaries;
import parley.submissions.canary.CanaryKind;
import parley.submissions.view.ViewResources;
import parley.terminology.Systems;

/** What a record knows of its people, opted out or not, to be looked for in what leaves. */
final class RecordCanaries {

  private static final Map<String, CanaryKind> TELECOMS =
      Map.of("email", CanaryKind.EMAIL, "phone", CanaryKind.PHONE, "sms", CanaryKind.PHONE);

  private final Canaries.Builder canaries;

  private RecordCanaries(Set<String> vocabulary) {
    canaries = new Canaries.Builder(vocabulary);
  }

  /**
   * Gathers them.
   *
   * @param types whose ids are looked for, beside those of Patients
   * @param vocabulary words that the product says of itself
   */
  static Canaries of(ViewResources record, Set<String> types, Set<String> vocabulary) {
    var found = new RecordCanaries(vocabulary);
    for (var person : new String[] {"Patient", "RelatedPerson"}) {
      found.each(record, person, found::person);
    }
    for (var type : types) {
      found.each(record, type, it -> found.id(it));
    }
    return found.canaries.build();
  }

  private void each(ViewResources record, String type, java.util.function.Consumer<JsonNode> take) {
    try (var all = record.ofType(type)) {
      all.forEach(text -> RecordReader.read(text).ifPresent(take));
    }
  }

  private void id(JsonNode resource) {
    canaries.add(CanaryKind.RESOURCE_ID, resource.path("id").asText());
  }

  private void person(JsonNode person) {
    id(person);
    for (var identifier : person.path("identifier")) {
      var kind =
          identifier.path("system").asText().equals(Systems.NHS_NUMBER)
              ? CanaryKind.NHS_NUMBER
              : CanaryKind.IDENTIFIER;
      text(identifier, "value").ifPresent(it -> canaries.add(kind, it));
    }
    person.path("name").forEach(this::name);
    birthDate(person.path("birthDate").asText());
    person.path("address").forEach(this::address);
    for (var telecom : person.path("telecom")) {
      var kind = TELECOMS.getOrDefault(telecom.path("system").asText(), CanaryKind.IDENTIFIER);
      text(telecom, "value").ifPresent(it -> canaries.add(kind, it));
    }
    for (var contact : person.path("contact")) {
      name(contact.path("name"));
    }
  }

  private void name(JsonNode name) {
    var given = new ArrayList<String>();
    name.path("given").forEach(one -> given.add(one.asText()));
    canaries.addName(given, name.path("family").asText());
  }

  private void address(JsonNode address) {
    address.path("line").forEach(line -> canaries.add(CanaryKind.ADDRESS, line.asText()));
    text(address, "postalCode").ifPresent(it -> canaries.add(CanaryKind.POSTCODE, it));
  }

  private void birthDate(String date) {
    if (date.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      try {
        canaries.addBirthDate(LocalDate.parse(date));
      } catch (DateTimeException e) {
        canaries.add(CanaryKind.BIRTH_DATE, date);
      }
    }
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.of(node.path(field).asText()).filter(it -> !it.isBlank());
  }
}
