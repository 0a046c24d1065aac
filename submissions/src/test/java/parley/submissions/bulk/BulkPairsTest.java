package parley.submissions.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MadeKeys;
import parley.terminology.PackagedTerminology;

/** What the recipient of linkable exports is told when the master key was changed. */
class BulkPairsTest {

  private static final KeyRing BEFORE = new KeyRing(MadeKeys.key(7), List.of());

  private final MadeRecord record = MadeRecord.withPeople();

  BulkPairsTest() {
    for (var person : List.of("p-clear", "p-also-clear", "p-opted-out")) {
      for (var at = 0; at < 3; at++) {
        record.add(
            "Observation",
            "o-" + person + at,
            "'status':'final','code':{'text':'x'},'subject':{'reference':'Patient/%s'},'valueInteger':%d"
                .formatted(person, at));
      }
    }
  }

  private static KeyRing rotated(LocalDate until) {
    return new KeyRing(MadeKeys.key(8), List.of(MadeKeys.key(7)), Optional.of(until));
  }

  private BulkResult export(KeyRing keys) {
    return record.export(MadeRecord.observations(), PackagedTerminology.packaged(), keys);
  }

  private List<String> lines(String type) {
    return record.lines(type).stream().map(JsonNode::toString).sorted().toList();
  }

  @Test
  void whatLeftBeforeIsFoundAgainByThePairsAndOfNobodyElseIsTold() {
    export(BEFORE);
    var observations = lines("Observation");
    var patients = lines("Patient");
    assertThat(record.files.keySet()).noneMatch(name -> name.contains("pairs"));

    var result = (BulkResult.Written) export(rotated(MadeRecord.TODAY));
    var pairs = record.files.get("PSEUDONYMISED-pairs-r1.ndjson");
    assertThat(pairs).isNotEmpty();
    Map<String, String> becomes = new HashMap<>();
    var news = new java.util.ArrayList<String>();
    for (var line : new String(pairs, java.nio.charset.StandardCharsets.UTF_8).lines().toList()) {
      var pair = MadeRecord.json(line);
      assertThat(pair.path("resourceType").asText()).isEqualTo("Parameters");
      becomes.put(
          pair.at("/parameter/1/valueCode").asText(), pair.at("/parameter/2/valueCode").asText());
      news.add(pair.at("/parameter/2/valueCode").asText());
    }
    // Two people and three observations of each; nobody who opted out.
    assertThat(news).hasSize(8).isSorted().doesNotHaveDuplicates();
    assertThat(lines("Observation")).isEqualTo(translated(observations, becomes));
    assertThat(lines("Patient")).isEqualTo(translated(patients, becomes));
    assertThat(lines("Patient")).isNotEqualTo(patients);
    assertThat(result.resources()).containsEntry("Parameters", 8L);
    assertThat(result.files())
        .anyMatch(file -> file.file().name().equals("PSEUDONYMISED-pairs-r1.ndjson"));
    record.assertNothingOfAPerson();
  }

  private static List<String> translated(List<String> lines, Map<String, String> becomes) {
    return lines.stream()
        .map(
            line -> {
              var text = line;
              for (var pair : becomes.entrySet()) {
                text = text.replace(pair.getKey(), pair.getValue());
              }
              return text;
            })
        .sorted()
        .toList();
  }

  @Test
  void afterTheOverlapThereAreNone() {
    export(rotated(MadeRecord.TODAY.minusDays(1)));
    assertThat(record.files.keySet()).noneMatch(name -> name.contains("pairs"));
  }
}
