package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.submissions.view.ViewJson;

/** A concept may have several codings: the file takes the national one, wherever it stands. */
class ViewCodesTest {

  private static final Path FOLDER =
      Path.of("src/main/resources/parley/submissions/iapt-v2.1/ViewDefinition");

  /** A code that is read of codings; what stands before it has to say of which system. */
  private static final Pattern CODE =
      Pattern.compile("\\bcoding(\\.where\\(([^()]*|[^()]*\\([^()]*\\)[^()]*)\\))?\\.code\\b");

  /** An identifier that is read without a condition would be whichever stands first. */
  private static final Pattern IDENTIFIER = Pattern.compile("\\bidentifier\\.(value|extension)\\b");

  /** References by identifier have one, which says its system or is checked by the rules. */
  private static final Pattern OF_REFERENCE =
      Pattern.compile("(ofType\\(Reference\\)|assigner)\\.identifier\\.value");

  @Test
  void noColumnTakesACodeOfWhicheverSystem() throws IOException {
    var found = new ArrayList<String>();
    int codes = 0;
    for (var column : columns()) {
      for (var code = CODE.matcher(column); code.find(); codes++) {
        if (code.group(2) == null || !code.group(2).contains("system")) {
          found.add(column);
        }
      }
    }
    assertThat(codes).isGreaterThan(40);
    assertThat(found).isEmpty();
  }

  @Test
  void noColumnTakesAnIdentifierThatWasReplaced() throws IOException {
    var found =
        columns().stream()
            .filter(
                column -> IDENTIFIER.matcher(OF_REFERENCE.matcher(column).replaceAll("")).find())
            .toList();
    assertThat(found).isEmpty();
  }

  @Test
  void whatIsForbiddenIsFound() {
    assertThat(CODE.matcher("type.coding.code.first()").find()).isTrue();
    var named = CODE.matcher("type.coding.where(system = 'x').code.first()");
    assertThat(named.find()).isTrue();
    assertThat(named.group(2)).contains("system");
    assertThat(IDENTIFIER.matcher("identifier.value.first()").find()).isTrue();
  }

  private static List<String> columns() throws IOException {
    var columns = new ArrayList<String>();
    try (var files = Files.list(FOLDER)) {
      for (var file : files.sorted().toList()) {
        for (var select : ViewJson.tree(Files.readString(file)).path("select")) {
          select
              .path("column")
              .forEach(
                  column ->
                      columns.add(
                          file.getFileName()
                              + " "
                              + column.path("name").asText()
                              + ": "
                              + column.path("path").asText()));
        }
      }
    }
    return columns;
  }
}
