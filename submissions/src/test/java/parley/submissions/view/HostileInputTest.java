package parley.submissions.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Views and resources come from outside: whatever stands in them, there is a result. */
class HostileInputTest {

  private static final ViewReader READER = new ViewReader();
  private static final ViewRunner RUNNER = new ViewRunner(READER);
  private static final List<Set<ViewProfile>> PROFILES =
      List.of(Set.of(), Set.of(), Set.of(ViewProfile.TABULAR), Set.of(ViewProfile.SHAREABLE));
  private static final List<String> OTHERS =
      List.of(
          "null",
          "7",
          "-1.5",
          "\"\"",
          "\"a.b(\"",
          "true",
          "[]",
          "[null]",
          "{}",
          "[{\"a\":1}]",
          "\"name\"",
          "\"id\"",
          "\"string\"",
          "\"descendants()\"",
          "\"%resource\"");

  @Test
  void aViewWithAnyElementReplacedIsReadOrRefused() throws IOException, URISyntaxException {
    var tried = new int[2];
    for (var test : tests()) {
      everyReplacement(
          test.view(),
          view -> {
            var reading = READER.read(view, PROFILES.get(tried[0] % PROFILES.size()));
            tried[0]++;
            if (reading instanceof ViewReading.Read read) {
              tried[1]++;
              assertThat(run(read.view(), test.resources())).isNotNull();
            } else {
              assertThat(((ViewReading.Refused) reading).problems()).isNotEmpty();
            }
          });
    }
    assertThat(tried[0]).isGreaterThan(5_000);
    assertThat(tried[1]).isGreaterThan(500);
  }

  @Test
  void aResourceWithAnyElementReplacedHasRowsOrAFailure() throws IOException, URISyntaxException {
    var failed = new int[2];
    for (var test : tests()) {
      if (READER.read(test.view(), Set.of()) instanceof ViewReading.Read read) {
        for (var resource : test.resources()) {
          everyReplacement(
              resource,
              other -> {
                var run = run(read.view(), List.of(other));
                failed[run instanceof ViewRun.Failed ? 1 : 0]++;
              });
        }
      }
    }
    assertThat(failed[0]).isGreaterThan(5_000);
    assertThat(failed[1]).isGreaterThan(10);
  }

  private record Case(JsonNode view, List<JsonNode> resources) {}

  private static List<Case> tests() throws IOException, URISyntaxException {
    var folder = Path.of(HostileInputTest.class.getResource("/views/cases").toURI());
    var cases = new ArrayList<Case>();
    try (Stream<Path> files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var suite = ViewJson.tree(Files.readString(file));
        var resources = new ArrayList<JsonNode>();
        suite.get("resources").forEach(resources::add);
        suite.get("tests").forEach(test -> cases.add(new Case(test.get("view"), resources)));
      }
    }
    return cases;
  }

  private static ViewRun run(View view, List<JsonNode> resources) {
    return RUNNER.run(
        view,
        type -> resources.stream().map(JsonNode::toString).map(ResourceText::of),
        cells -> assertThat(cells).hasSize(view.columns().size()),
        1_000);
  }

  /** Hands over the tree once for each of its nodes and each replacement of it. */
  private static void everyReplacement(JsonNode root, Consumer<JsonNode> check) throws IOException {
    for (var text : OTHERS) {
      replace(root, root, ViewJson.tree(text), check);
    }
  }

  private static void replace(
      JsonNode root, JsonNode at, JsonNode other, Consumer<JsonNode> check) {
    if (at instanceof ObjectNode object) {
      for (var entry : List.copyOf(object.properties())) {
        var before = object.replace(entry.getKey(), other);
        check.accept(root);
        object.set(entry.getKey(), before);
        replace(root, before, other, check);
      }
    } else if (at instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        var before = array.get(i);
        array.set(i, other);
        check.accept(root);
        array.set(i, before);
        replace(root, before, other, check);
      }
    }
  }
}
