package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Definitions in SQL are for other engines too, Spark SQL (3.4 and later) above all. Every function
 * that they use is one that both engines have under that name and with that meaning; what only
 * DuckDB writes is looked for besides.
 */
class PortableSqlTest {

  private static final Path RESOURCES = Path.of("src/main/resources/parley/submissions");

  /** Functions of both, and what stands before a bracket without being a function. */
  private static final Set<String> BOTH =
      Set.of(
          "cast",
          "coalesce",
          "concat",
          "count",
          "length",
          "max",
          "md5",
          "median",
          "min",
          "nullif",
          "regexp_replace",
          "replace",
          "round",
          "row_number",
          "sum",
          "substr",
          "trim",
          "upper",
          "as",
          "and",
          "by",
          "decimal",
          "exists",
          "from",
          "in",
          "join",
          "not",
          "on",
          "or",
          "over",
          "select",
          "table",
          "union",
          "varchar",
          "when",
          "where",
          "all",
          "then");

  private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_]*)\\s*\\(");
  private static final List<Pattern> DUCK =
      List.of(
          Pattern.compile("::"),
          Pattern.compile("\""),
          Pattern.compile("//"),
          Pattern.compile("\\bilike\\b"),
          Pattern.compile("\\bqualify\\b"),
          Pattern.compile("\\bexclude\\b"),
          Pattern.compile("\\bpositional\\b"),
          Pattern.compile("\\basof\\b"),
          Pattern.compile("\\bpivot\\b"),
          Pattern.compile("\\bdistinct on\\b"),
          Pattern.compile("\\bcreate or replace\\b"),
          Pattern.compile("\\btry_cast\\b"),
          Pattern.compile("\\[|\\]|\\{|\\}"),
          Pattern.compile("\\breturning\\b"),
          Pattern.compile("\\bvarchar\\b(?!\\()"));

  @Test
  void noDefinitionUsesWhatOnlyDuckDbHas() throws IOException {
    var found = new ArrayList<String>();
    var files = files();
    assertThat(files).hasSizeGreaterThan(100);
    for (var file : files) {
      var sql = stripped(Files.readString(file));
      var name = RESOURCES.relativize(file).toString();
      for (var call = CALL.matcher(sql); call.find(); ) {
        var table =
            "course_fact".equals(call.group(1))
                || "contact_fact".equals(call.group(1))
                || sql.startsWith("insert into ", call.start() - "insert into ".length());
        if (!BOTH.contains(call.group(1)) && !isCommonTable(sql, call.group(1)) && !table) {
          found.add(name + ": " + call.group(1) + "()");
        }
      }
      for (var only : DUCK) {
        if (only.matcher(sql).find()) {
          found.add(name + ": " + only);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void whatOnlyDuckDbHasIsFound() {
    assertThat(DUCK).anyMatch(only -> only.matcher("select a::integer").find());
    assertThat(CALL.matcher("list_value (1)").find()).isTrue();
    assertThat(BOTH).doesNotContain("list_value", "strftime", "date_diff", "quantile_cont");
  }

  /** What a course is judged by is the course model's: SQL knows no threshold and no score. */
  @Test
  void measuresDoNotJudge() throws IOException {
    try (var files = Files.list(RESOURCES.resolve("measures/sql"))) {
      for (var file :
          files.filter(one -> one.getFileName().toString().matches("[MP]\\d+\\.sql")).toList()) {
        var sql = stripped(Files.readString(file));
        assertThat(sql)
            .as(file.getFileName().toString())
            .doesNotContainPattern("\\bfrom (?!measured_)")
            .doesNotContainPattern("(phq9|measure|wsas_work) *[<>=]");
      }
    }
  }

  private static boolean isCommonTable(String sql, String name) {
    return sql.contains(name + " as (");
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.walk(RESOURCES)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }

  /** Without comments and text. */
  private static String stripped(String sql) {
    return sql.replaceAll("--[^\n]*", " ")
        .replaceAll("'[^']*'", "''")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
