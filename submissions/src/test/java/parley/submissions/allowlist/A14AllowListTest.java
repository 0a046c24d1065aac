package parley.submissions.allowlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseEnumeration;
import org.hl7.fhir.instance.model.api.IBaseHasExtensions;
import org.hl7.fhir.instance.model.api.IBaseHasModifierExtensions;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

/** Attacks 8 to 14 on resources: random ones of every type in; every leaf out is on the list. */
class A14AllowListTest {

  private static final String CANARY = "Quibbleton";
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
  void a14EveryLeafOfRandomResourcesThatLeavesIsOnTheList() throws JsonProcessingException {
    var random = new Random(14);
    var off = 0;
    var withCanary = 0;
    var kept = 0;
    for (var type : FHIR.getResourceTypes()) {
      var runs = LIST.paths().stream().anyMatch(path -> path.startsWith(type + ".")) ? 25 : 2;
      for (var run = 0; run < runs; run++) {
        var definition = FHIR.getResourceDefinition(type);
        var resource = (IBaseResource) definition.newInstance();
        fill(definition, resource, random, 0);
        var text = FHIR.newJsonParser().encodeResourceToString(resource);
        var in = JSON.readTree(text);
        off +=
            leaves(in, type).stream().filter(path -> !LIST.paths().contains(path)).count() > 1
                ? 1
                : 0;
        withCanary += text.contains(CANARY) ? 1 : 0;
        if (FILTER.of(in) instanceof Filtered.Kept out) {
          kept++;
          assertThat(out.resource().toString()).doesNotContain(CANARY);
          assertThat(leaves(out.resource(), type))
              .allMatch(A14AllowListTest::isAllowed, "is on the list");
        }
      }
    }
    assertThat(off).as("resources with something off the list").isGreaterThan(200);
    assertThat(withCanary).isGreaterThan(200);
    assertThat(kept).isGreaterThan(50);
  }

  @Test
  void a14ListsOfAllThatCanBeListedLetNothingTypedOut() throws JsonProcessingException {
    var random = new Random(1414);
    var listable = 0;
    var withCanary = 0;
    var kept = 0;
    for (var type : FHIR.getResourceTypes()) {
      var definition = FHIR.getResourceDefinition(type);
      var all = new LinkedHashMap<String, Leaf>();
      for (var path : paths(definition, type, 0)) {
        for (var precision : List.of(Optional.<String>empty(), Optional.of("year"))) {
          if (AllowLists.read(List.of(new ListedElement(path, precision)))
              instanceof AllowListReading.Accepted one) {
            all.putAll(one.list().leaves());
          }
        }
      }
      listable += all.size();
      var filter = new ElementFilter(new AllowList(all), SUBSTITUTES);
      for (var run = 0; run < 3; run++) {
        var resource = (IBaseResource) definition.newInstance();
        fill(definition, resource, random, 0);
        var text = FHIR.newJsonParser().encodeResourceToString(resource);
        withCanary += text.contains(CANARY) ? 1 : 0;
        if (filter.of(JSON.readTree(text)) instanceof Filtered.Kept out) {
          kept++;
          assertThat(out.resource().toString()).doesNotContain(CANARY).doesNotContain("1987-03");
        }
      }
    }
    assertThat(listable).isGreaterThan(3000);
    assertThat(withCanary).isGreaterThan(300);
    assertThat(kept).isGreaterThan(50);
  }

  @Test
  void whatHoldsTextOrNamesAPersonCannotBeListed() {
    var reading =
        (AllowListReading.Refused)
            AllowLists.read(
                List.of(
                    new ListedElement("Patient.birthDate", Optional.of("year")),
                    new ListedElement("Observation.valueQuantity.unit", Optional.empty()),
                    new ListedElement("Observation.valueQuantity.code", Optional.empty()),
                    new ListedElement("Observation.effectiveDateTime", Optional.empty()),
                    new ListedElement("Observation.issued", Optional.of("month")),
                    new ListedElement("Observation.status", Optional.of("month")),
                    new ListedElement("Observation.quibbleton", Optional.empty()),
                    new ListedElement("Quibbleton.status", Optional.empty()),
                    new ListedElement("Questionnaire.item.linkId", Optional.empty()),
                    new ListedElement("not a path", Optional.empty())));
    assertThat(reading.problems()).hasSize(10).allMatch(it -> !it.remedy().isBlank());
    var twice =
        AllowLists.read(
            List.of(
                new ListedElement("Observation.status", Optional.empty()),
                new ListedElement("Observation.status", Optional.empty())));
    assertThat(twice).isInstanceOf(AllowListReading.Refused.class);
  }

  /** Every path of a type, four elements deep. */
  private static List<String> paths(
      BaseRuntimeElementCompositeDefinition<?> definition, String path, int depth) {
    var paths = new ArrayList<String>();
    for (var child : definition.getChildrenAndExtension()) {
      for (var name : child.getValidChildNames()) {
        var type = child.getChildByName(name);
        if (type == null || !name.matches("[a-z][A-Za-z0-9]*")) {
          continue;
        }
        paths.add(path + '.' + name);
        if (depth < 3 && type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
          paths.addAll(paths(composite, path + '.' + name, depth + 1));
        }
      }
    }
    return paths;
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
              Filtered.Withheld.class, it -> assertThat(it.rule()).doesNotContain(CANARY));
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

  /** Fills about half of the elements of every level, text with the canary. */
  private static void fill(
      BaseRuntimeElementCompositeDefinition<?> definition, IBase into, Random random, int depth) {
    if (into instanceof IBaseHasExtensions has && random.nextInt(3) == 0) {
      var added = has.addExtension();
      added.setUrl("https://x.example/" + CANARY);
      added.setValue(new StringType(CANARY));
    }
    if (into instanceof IBaseHasModifierExtensions has && random.nextInt(100) == 0) {
      var added = has.addModifierExtension();
      added.setUrl("https://x.example/m");
      added.setValue(new StringType(CANARY));
    }
    for (var child : definition.getChildrenAndExtension()) {
      var names = new ArrayList<>(new java.util.TreeSet<>(child.getValidChildNames()));
      if (names.isEmpty() || depth > 3 || random.nextInt(10) < 3 + 2 * depth) {
        continue;
      }
      if (names.stream().anyMatch(name -> name.matches("(extension|modifierExtension).*"))) {
        continue;
      }
      BaseRuntimeElementDefinition<?> type =
          child.getChildByName(names.get(random.nextInt(names.size())));
      if (type == null
          || java.lang.reflect.Modifier.isAbstract(type.getImplementingClass().getModifiers())) {
        continue;
      }
      var value = type.newInstance(child.getInstanceConstructorArguments());
      if (value instanceof IBaseResource || value instanceof IBaseEnumeration) {
        continue;
      }
      if (value instanceof IPrimitiveType<?> primitive) {
        primitive.setValueAsString(text(type.getName()));
      } else if (type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
        fill(composite, value, random, depth + 1);
      }
      child.getMutator().addValue(into, value);
    }
  }

  private static String text(String type) {
    return switch (type) {
      case "boolean" -> "true";
      case "integer", "positiveInt", "unsignedInt" -> "7";
      case "decimal" -> "1.5";
      case "date", "dateTime" -> "1987-03-09";
      case "instant" -> "1987-03-09T10:00:00Z";
      case "time" -> "10:00:00";
      case "base64Binary" -> "UXVpYmJsZXRvbg==";
      case "xhtml" -> "<div xmlns=\"http://www.w3.org/1999/xhtml\">Quibbleton</div>";
      default -> CANARY;
    };
  }
}
