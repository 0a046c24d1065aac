package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Definitions in SQL are statements by Spark's own grammar. That it has their functions, and means
 * the same by them, is {@link PortableSqlTest}'s; a run in Spark is {@code src/spark}.
 */
class SparkGrammarTest {

  private static final Path RESOURCES = Path.of("src/main/resources/parley/submissions");

  @Test
  void sparkReadsEveryDefinition() throws IOException {
    try (var all = Files.walk(RESOURCES)) {
      var files = all.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
      assertThat(files).hasSizeGreaterThan(100);
      for (var file : files) {
        // One file holds several statements, which are run one after the other. No text holds a ;.
        var sql = Files.readString(file).replaceAll("--[^\n]*", " ");
        for (var statement : sql.strip().split(";\\s*")) {
          assertThat(faults(statement)).as(file.toString()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select [1, 2]",
        "select * exclude (a) from t",
        "select a from t qualify row_number() over (order by a) = 1",
        "select {'a': 1}",
        "create or replace macro f(a) as a"
      })
  void whatOnlyDuckDbReadsIsSeen(String sql) {
    assertThat(faults(sql)).isNotEmpty();
  }

  private static List<String> faults(String sql) {
    var faults = new ArrayList<String>();
    var listener =
        new BaseErrorListener() {
          @Override
          public void syntaxError(
              Recognizer<?, ?> recognizer,
              Object symbol,
              int line,
              int column,
              String message,
              RecognitionException reason) {
            faults.add(line + ":" + column + " " + message);
          }
        };
    // Spark's lexer knows capitals alone, and is given them.
    var lexer = new SqlBaseLexer(CharStreams.fromString(sql.toUpperCase(Locale.ROOT)));
    lexer.removeErrorListeners();
    lexer.addErrorListener(listener);
    var parser = new SqlBaseParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(listener);
    parser.singleStatement();
    return faults;
  }
}
