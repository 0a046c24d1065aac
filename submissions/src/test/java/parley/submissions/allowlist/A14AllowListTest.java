package parley.submissions.allowlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/** Attacks 8 to 14 on resources: random ones of every type in; every leaf out is on the list. */
class A14AllowListTest {

  private static final String CANARY = MadeResources.CANARY;
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AllowList LIST =
      new AllowList(
          Set.of(
              "Patient.id",
              "Patient.gender",
              "Observation.id",
              "Observation.subject.reference",
              "Observation.code.coding",
              "Observation.valueQuantity.value",
              "Encounter.id",
              "Encounter.subject.reference",
              "Encounter.type.coding",
              "Encounter.diagnosis.condition.reference"));
  private static final Substitutes SUBSTITUTES =
      new Substitutes() {
        @Override
        public String token(String type, String id) {
          return "t" + Integer.toHexString((type + id).hashCode());
        }

        @Override
        public Optional<String> display(String system, String code) {
          return Optional.ofNullable(
              Map.of("http://loinc.org|44261-6", "PHQ-9 total").get(system + "|" + code));
        }
      };
  private static final ElementFilter FILTER = new ElementFilter(LIST, SUBSTITUTES);

  @Test
  @Attack(value = 14, by = "random resources of every type", off = "the allow-list")
  void a14EveryLeafOfRandomResourcesThatLeavesIsOnTheList() throws JsonProcessingException {
    var offTheList = 0L;
    var typed = 0L;
    var wholeOff = 0L;
    var wholeTyped = 0L;
    var kept = 0;
    for (var seed = 14; seed < 18; seed++) {
      var made = new MadeResources(seed, seed == 14);
      for (var type : FHIR.getResourceTypes()) {
        var runs = LIST.paths().stream().anyMatch(path -> path.startsWith(type + ".")) ? 6 : 1;
        for (var run = 0; run < runs; run++) {
          var in = JSON.readTree(FHIR.newJsonParser().encodeResourceToString(made.of(type)));
          wholeOff += offTheList(in, type);
          wholeTyped += typed(in);
          if (FILTER.of(in) instanceof Filtered.Kept out) {
            kept++;
            offTheList += offTheList(out.resource(), type);
            typed += typed(out.resource());
          }
        }
      }
    }
    Defence.holds("leaves off the list", offTheList, wholeOff);
    Defence.holds("resources with something typed", typed, wholeTyped);
    assertThat(kept).isGreaterThan(400);
    assertThat(wholeTyped).isGreaterThan(400);
  }

  private static long offTheList(JsonNode resource, String type) {
    return leaves(resource, type).stream().filter(path -> !isAllowed(path)).count();
  }

  private static long typed(JsonNode resource) {
    return resource.toString().toLowerCase(Locale.ROOT).contains(CANARY) ? 1 : 0;
  }

  @Test
  void a08To13WhatIsListedLeavesUnderOtherNames() throws JsonProcessingException {
    var out = (Filtered.Kept) FILTER.of(JSON.readTree(observation("Patient/p1")));
    assertThat(out.resource().toString())
        .isEqualTo(
            "{\"resourceType\":\"Observation\",\"id\":\""
                + SUBSTITUTES.token("Observation", "o1")
                + "\","
                + "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"44261-6\",\"display\":\"PHQ-9 total\"}]},"
                + "\"subject\":{\"reference\":\"Patient/"
                + SUBSTITUTES.token("Patient", "p1")
                + "\"},"
                + "\"valueQuantity\":{\"value\":12}}");
  }

  @Test
  void a08ReferencesOfOtherFormsGo() throws JsonProcessingException {
    for (var form :
        List.of(
            "https://x.example/fhir/Patient/p1",
            "urn:uuid:5e1f7c0a-7a3b-4f7e-9e0e-000000000042",
            "Patient?identifier=9990000018",
            "#p1")) {
      var out = (Filtered.Kept) FILTER.of(JSON.readTree(observation(form)));
      assertThat(out.resource().has("subject")).as(form).isFalse();
    }
    var versioned = (Filtered.Kept) FILTER.of(JSON.readTree(observation("Patient/p1/_history/7")));
    assertThat(versioned.resource().at("/subject/reference").asText())
        .isEqualTo("Patient/" + SUBSTITUTES.token("Patient", "p1"));
  }

  @Test
  void a15WhatIsMalformedOrModifiedIsWithheldWhole() throws JsonProcessingException {
    for (var bad :
        List.of(
            "[]",
            "{}",
            "{\"resourceType\":\"Quibbleton 1\"}",
            "{\"resourceType\":7}",
            "{\"resourceType\":\"Patient\",\"contact\":[{\"modifierExtension\":[{\"url\":\"x\"}]}],\"gender\":\"male\"}")) {
      assertThat(FILTER.of(JSON.readTree(bad)))
          .isInstanceOfSatisfying(
              Filtered.Withheld.class,
              it -> assertThat(it.rule()).doesNotContainIgnoringCase(CANARY));
    }
  }

  @Test
  void whatAHumanTypedCannotBeListed() {
    for (var path :
        List.of(
            "Patient.name.family",
            "Observation.valueString",
            "Patient.extension.url",
            "Observation.code.text")) {
      assertThatThrownBy(() -> new AllowList(Set.of(path)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String observation(String subject) {
    return """
        {"resourceType":"Observation","id":"o1","meta":{"versionId":"3","tag":[{"display":"Quibbleton"}]},
         "text":{"status":"generated","div":"<div>Quibbleton</div>"},
         "code":{"id":"Quibbleton","text":"Quibbleton","coding":[
           {"system":"http://loinc.org","code":"44261-6","display":"Quibbleton","_code":{"id":"Quibbleton"}},
           {"system":"http://loinc.org","code":"Quibbleton"}]},
         "subject":{"reference":"%s","display":"Quibbleton","identifier":{"value":"9990000018"}},
         "valueQuantity":{"value":12,"unit":"Quibbleton","_value":{"extension":[{"valueString":"Quibbleton"}]}},
         "quibbleton":"Quibbleton","note":[{"text":"Quibbleton"}]}
        """
        .formatted(subject);
  }

  private static boolean isAllowed(String path) {
    if (path.endsWith(".resourceType")) {
      return true;
    }
    var coding = path.replaceFirst("\\.(system|code|display)$", "");
    return LIST.paths().contains(path)
        || coding.endsWith(".coding") && LIST.paths().contains(coding);
  }

  private static List<String> leaves(JsonNode node, String path) {
    var leaves = new ArrayList<String>();
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(f -> leaves.addAll(leaves(f.getValue(), path + "." + f.getKey())));
    } else if (node.isArray()) {
      node.forEach(one -> leaves.addAll(leaves(one, path)));
    } else {
      leaves.add(path);
    }
    return leaves;
  }
}
