package parley.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/dataset-map.md} names only what is there, and leaves no field out. */
class DatasetMapTest {

  private static final Path MAP = Path.of("..", "docs", "dataset-map.md");
  private static final Path FIELDS =
      Path.of("..", "..", "shared", "reference", "iapt-v2.1", "tables_fields.csv");
  private static final Pattern NAMED =
      Pattern.compile("(extension|component|profile)[( ]([A-Za-z-]+)\\)|(ValueSet)/([a-z-]+)");

  /** Extensions of the map that others define. */
  private static final List<String> OTHERS =
      List.of("workflow-episodeOfCare", "condition-assertedDate");

  private record Row(String table, String field, String home, String codes) {}

  @Test
  void everyExtensionProfileComponentAndValueSetNamedIsShipped() throws IOException {
    var terminology = PackagedTerminology.packaged();
    for (var row : rows()) {
      assertThat(row.home()).as(row.field()).isNotBlank();
      for (var match : matches(row.home() + row.codes())) {
        var name = match.group(2);
        if (match.group(3) != null) {
          assertThat(Definitions.paths()).contains("ValueSet/" + match.group(4) + ".json");
        } else if (match.group(1).equals("component")) {
          assertThat(terminology.display(Systems.codeSystem("social-fact"), name)).isPresent();
        } else if (!name.startsWith("Extension-UKCore-") && !OTHERS.contains(name)) {
          assertThat(Definitions.paths()).contains("StructureDefinition/" + name + ".json");
        }
      }
    }
  }

  @Test
  void everyFieldOfTheDataSetHasOneRow() throws IOException {
    assertThat(rows()).hasSize(140);
    assumeTrue(Files.exists(FIELDS), "tables_fields.csv is not in ../shared beside the repository");
    var fields =
        Files.readAllLines(FIELDS).stream()
            .skip(1)
            .map(line -> line.split(",", 3))
            .map(cells -> cells[0] + '.' + cells[1])
            .toList();
    assertThat(rows())
        .extracting(row -> row.table() + '.' + row.field())
        .containsExactlyElementsOf(fields);
  }

  private static List<MatchResult> matches(String text) {
    return NAMED.matcher(text).results().toList();
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(MAP).stream()
        .filter(line -> line.startsWith("| IDS"))
        .map(line -> line.split("\\|"))
        .map(cells -> new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4]))
        .toList();
  }
}
