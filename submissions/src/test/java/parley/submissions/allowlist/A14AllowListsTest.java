package parley.submissions.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/** Attack 14 on what can be listed at all. */
class A14AllowListsTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final ObjectMapper JSON = new ObjectMapper();
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

  @Test
  @Attack(value = 14, by = "the same, with all on the list that can be", off = "the allow-list")
  void a14ListsOfAllThatCanBeListedLetNothingTypedOut() throws JsonProcessingException {
    var made = List.of(new MadeResources(1414, true), new MadeResources(1416, false));
    var listable = 0;
    var on = 0L;
    var off = 0L;
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
      for (var maker : made) {
        var text = FHIR.newJsonParser().encodeResourceToString(maker.of(type));
        off += typed(text);
        if (filter.of(JSON.readTree(text)) instanceof Filtered.Kept out) {
          kept++;
          on += typed(out.resource().toString());
        }
      }
    }
    assertThat(listable).isGreaterThan(3000);
    Defence.holds("resources with something typed, or a whole date", on, off);
    assertThat(kept).isGreaterThan(250);
  }

  private static long typed(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return lower.contains(MadeResources.CANARY) || lower.contains("1987-03") ? 1 : 0;
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
        if (!name.matches("[a-z][A-Za-z0-9]*") || name.matches("(extension|modifierExt).*")) {
          continue;
        }
        var type = child.getChildByName(name);
        if (type == null) {
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
}
