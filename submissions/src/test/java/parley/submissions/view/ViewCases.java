package parley.submissions.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import parley.submissions.view.output.JsonRows;

/** Runs files of cases in the form of the official suite: resources, views, expected rows. */
final class ViewCases {

  private static final ViewReader READER = new ViewReader();
  private static final ViewRunner RUNNER = new ViewRunner(READER);
  private static final Set<String> EXPECTATIONS =
      Set.of("expect", "expectCount", "expectError", "expectColumns");

  private ViewCases() {}

  static Stream<DynamicNode> in(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
          .flatMap(ViewCases::of);
    }
  }

  private static Stream<DynamicNode> of(Path file) {
    JsonNode suite;
    try {
      suite = ViewJson.tree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
    return StreamSupport.stream(suite.get("tests").spliterator(), false)
        .map(
            test ->
                DynamicTest.dynamicTest(
                    file.getFileName() + ": " + test.get("title").asText(),
                    () -> check(suite.get("resources"), test)));
  }

  private static void check(JsonNode resources, JsonNode test) throws IOException {
    assertThat(EXPECTATIONS.stream().anyMatch(test::has)).as("the case expects something").isTrue();
    var reading = READER.read(test.get("view"), Set.of());
    if (test.path("expectError").asBoolean()) {
      assertThat(fails(reading, resources)).as("an error").isTrue();
      return;
    }
    assertThat(reading).isInstanceOf(ViewReading.Read.class);
    var view = ((ViewReading.Read) reading).view();
    var written = new ByteArrayOutputStream();
    var run = RUNNER.run(view, type -> texts(resources), JsonRows.array(written));
    assertThat(run).isInstanceOf(ViewRun.Finished.class);
    var rows = ViewJson.tree(written.toString(StandardCharsets.UTF_8));
    if (test.has("expectColumns")) {
      assertThat(view.columns().stream().map(Column::name))
          .containsExactlyElementsOf(strings(test.get("expectColumns")));
    }
    if (test.has("expectCount")) {
      assertThat(rows).hasSize(test.get("expectCount").asInt());
    }
    if (test.has("expect")) {
      assertThat(plain(rows)).containsExactlyInAnyOrderElementsOf(plain(test.get("expect")));
    }
  }

  private static boolean fails(ViewReading reading, JsonNode resources) {
    return !(reading instanceof ViewReading.Read read)
        || RUNNER.run(read.view(), type -> texts(resources), cells -> {}) instanceof ViewRun.Failed;
  }

  private static Stream<ResourceText> texts(JsonNode resources) {
    return StreamSupport.stream(resources.spliterator(), false)
        .map(JsonNode::toString)
        .map(ResourceText::of);
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** Numbers without the zeros that do not change their value. */
  private static List<JsonNode> plain(JsonNode rows) {
    var plain = new ArrayList<JsonNode>();
    for (var row : rows) {
      var copy = (ObjectNode) row.deepCopy();
      row.properties()
          .forEach(
              field -> {
                if (field.getValue().isNumber()) {
                  var number = field.getValue().decimalValue().stripTrailingZeros();
                  copy.set(field.getKey(), JsonNodeFactory.instance.numberNode(number));
                }
              });
      plain.add(copy);
    }
    return plain;
  }
}
