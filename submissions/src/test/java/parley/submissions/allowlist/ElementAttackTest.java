package parley.submissions.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/**
 * Attacks 8 to 13: each element that the list of attacks names has a word of its own, and none of
 * the words is in what leaves. With a filter that keeps everything each of them is found.
 */
class ElementAttackTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As much as an agreement could ask for of these resources, more than any should. */
  private static final AllowList LIST =
      new AllowList(
          Set.of(
              "Patient.id",
              "Patient.gender",
              "Patient.multipleBirthBoolean",
              "Patient.maritalStatus.coding",
              "Patient.generalPractitioner.reference",
              "Patient.link.other.reference",
              "Observation.id",
              "Observation.status",
              "Observation.subject.reference",
              "Observation.code.coding",
              "Observation.device.reference",
              "Encounter.id",
              "Encounter.status",
              "Encounter.location.location.reference",
              "QuestionnaireResponse.id",
              "QuestionnaireResponse.status",
              "QuestionnaireResponse.source.reference",
              "QuestionnaireResponse.author.reference",
              "Bundle.type",
              "DocumentReference.status",
              "Binary.contentType",
              "Provenance.target.reference",
              "AuditEvent.outcome",
              "Communication.status",
              "Task.status",
              "List.status",
              "Group.actual",
              "MeasureReport.status",
              "MeasureReport.evaluatedResource.reference",
              "CarePlan.status",
              "ServiceRequest.status"));

  private static final ElementFilter FILTER =
      new ElementFilter(
          LIST,
          new Substitutes() {
            @Override
            public String token(String type, String id) {
              return "t" + Integer.toHexString((type + id).hashCode());
            }

            @Override
            public Optional<String> display(String system, String code) {
              return Optional.empty();
            }
          });

  private static final Function<JsonNode, Optional<JsonNode>> ON =
      resource ->
          FILTER.of(resource) instanceof Filtered.Kept kept
              ? Optional.of(kept.resource())
              : Optional.empty();

  private static final Function<JsonNode, Optional<JsonNode>> KEEPS_EVERYTHING = Optional::of;

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13})
  @Attack(
      value = 8,
      to = 13,
      by = "a word in each element that the list names",
      off = "the allow-list: a filter that keeps everything")
  void a08To13NoWordOfAnyElementLeaves(int attack) throws JsonProcessingException {
    for (var made : ElementCanaries.of(attack)) {
      var resource = JSON.readTree(made.json());
      Defence.holds(
          "attack " + attack + " on " + resource.path("resourceType").asText(),
          found(made.words(), ON.apply(resource)).size(),
          found(made.words(), KEEPS_EVERYTHING.apply(resource)).size());
      assertThat(found(made.words(), KEEPS_EVERYTHING.apply(resource)))
          .as("with the defence off every single element is found")
          .containsExactlyElementsOf(made.words());
      assertThat(ON.apply(resource).isPresent())
          .as("%s: something leaves", made.json())
          .isEqualTo(
              !made.json().contains("modifierExtension") && !made.json().contains("implicitRules"));
    }
  }

  /** Looks as somebody would who has the bytes: any case, encoded for URLs or as base64. */
  private static List<String> found(List<String> words, Optional<JsonNode> out) {
    if (out.isEmpty()) {
      return List.of();
    }
    var text = new StringBuilder(out.get().toString());
    var runs = Pattern.compile("[A-Za-z0-9+/]{12,}={0,2}").matcher(out.get().toString());
    while (runs.find()) {
      if (runs.group().length() % 4 == 0) {
        text.append(new String(Base64.getDecoder().decode(runs.group()), StandardCharsets.UTF_8));
      }
    }
    text.append(URLDecoder.decode(out.get().toString().replace('%', '$'), StandardCharsets.UTF_8));
    var folded = text.toString().toLowerCase(Locale.ROOT);
    var found = new ArrayList<String>();
    for (var word : words) {
      if (folded.contains(word)) {
        found.add(word);
      }
    }
    return found;
  }
}
