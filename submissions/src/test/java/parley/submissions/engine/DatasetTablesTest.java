package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.submissions.dataset.Dataset;
import parley.submissions.rule.Submission;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewJson;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/** The golden folder says in resources what is in the record, and in a text what is in the file. */
class DatasetTablesTest {

  private static final Path FOLDER = Path.of("src/test/resources/submission/one-person");
  private static final DatasetTables TABLES = new DatasetTables(new ViewReader());

  @Test
  void theTablesAreThoseOfTheGoldenFolder() throws IOException {
    assertThat(text(make(Files.readAllLines(FOLDER.resolve("resources.ndjson")))))
        .isEqualTo(Files.readString(FOLDER.resolve("tables.txt")));
  }

  @Test
  void theOrderOfTheRecordDecidesNothing() throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(FOLDER.resolve("resources.ndjson")));
    var first = text(make(lines));
    for (int seed = 1; seed <= 3; seed++) {
      Collections.shuffle(lines, new Random(seed));
      assertThat(text(make(lines))).isEqualTo(first);
    }
  }

  @Test
  void anEmptyRecordHasAHeaderAndNothingElse() {
    var submission = make(List.of());
    assertThat(submission.rows("IDS000")).hasSize(1);
    assertThat(Dataset.iapt21().tables().stream().skip(1))
        .allMatch(table -> submission.rows(table.number()).isEmpty());
  }

  @Test
  void everyRowNamesAResourceOfTheRecord() throws IOException {
    var lines = Files.readAllLines(FOLDER.resolve("resources.ndjson"));
    var record = new HashSet<String>();
    for (var line : lines) {
      record.add(typeOf(line) + "/" + ViewJson.tree(line).path("id").asText());
    }
    var submission = make(lines);
    for (var table : Dataset.iapt21().tables()) {
      for (var row : submission.rows(table.number())) {
        if (table.single()) {
          assertThat(row.resource()).isEmpty();
        } else {
          assertThat(row.resource()).as(table.name()).isPresent();
          assertThat(record).contains(row.resource().get());
        }
      }
    }
  }

  private static Submission make(List<String> lines) {
    var made = TABLES.make(resources(lines), October.ORDER);
    assertThat(made).isInstanceOf(TablesResult.Made.class);
    return ((TablesResult.Made) made).submission();
  }

  private static ViewResources resources(List<String> lines) {
    return type -> lines.stream().filter(line -> type.equals(typeOf(line))).map(ResourceText::of);
  }

  private static String typeOf(String line) {
    try {
      return ViewJson.tree(line).path("resourceType").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  private static String text(Submission submission) {
    var text = new StringBuilder();
    for (var table : Dataset.iapt21().tables()) {
      text.append(table.name()).append('\n');
      for (var row : submission.rows(table.number())) {
        text.append("  ");
        text.append(
            table.fields().stream()
                .filter(field -> !row.value(field.name()).isEmpty())
                .map(field -> field.name() + "=" + row.value(field.name()))
                .collect(Collectors.joining("; ")));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
