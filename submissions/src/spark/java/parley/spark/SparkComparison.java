package parley.spark;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the SQL of the national tables and measures in a local Spark, over the Parquet files that
 * {@code EngineTables} wrote, and compares every row with DuckDB's. Prints what differs by name and
 * number, never a value.
 */
public final class SparkComparison {

  private SparkComparison() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]).toAbsolutePath();
    var warehouse = Files.createTempDirectory(folder, "warehouse");
    var spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.warehouse.dir", warehouse.toUri().toString())
            .getOrCreate();
    var faults = new ArrayList<String>();
    for (var file : files(folder.resolve("tables"))) {
      spark.read().parquet(file.toString()).write().saveAsTable(name(file));
    }
    for (var file : files(folder.resolve("steps"))) {
      rows(spark, file, faults);
    }
    var compared = 0L;
    for (var file : files(folder.resolve("queries"))) {
      var made = rows(spark, file, faults);
      var rows = folder.resolve("rows/" + name(file) + ".parquet").toString();
      var wanted = texts(spark.read().parquet(rows).collectAsList());
      compared += wanted.size();
      if (!made.equals(wanted)) {
        var more = new ArrayList<>(made);
        wanted.forEach(more::remove);
        faults.add(
            "%s: %d rows, DuckDB has %d; %d are otherwise"
                .formatted(name(file), made.size(), wanted.size(), more.size()));
      }
    }
    System.out.printf(
        "Spark %s: %d queries, %d rows compared with DuckDB, %d faults%n",
        spark.version(), files(folder.resolve("queries")).size(), compared, faults.size());
    faults.forEach(System.out::println);
    spark.stop();
    System.exit(faults.isEmpty() && compared > 0 ? 0 : 1);
  }

  /** What Scala throws without a word to Java. */
  private interface Statement {
    List<Row> run() throws AnalysisException;
  }

  /** The rows of a statement; none, and a fault, when Spark refuses it. */
  private static List<String> rows(SparkSession spark, Path file, List<String> faults)
      throws IOException {
    var sql = Files.readString(file);
    Statement statement = () -> spark.sql(sql).collectAsList();
    try {
      return texts(statement.run());
    } catch (AnalysisException refused) {
      var said = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
      faults.add(file.getParent().getFileName() + "/" + name(file) + ": " + said);
      return List.of();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }

  /** In order, with numbers as numbers, whatever type either engine gives them. */
  private static List<String> texts(List<Row> rows) {
    var texts = new ArrayList<String>();
    for (var row : rows) {
      var cells = new ArrayList<String>();
      for (var i = 0; i < row.length(); i++) {
        cells.add(text(row.get(i)));
      }
      texts.add(String.join("|", cells));
    }
    texts.sort(null);
    return texts;
  }

  private static String text(Object value) {
    if (value instanceof Number number) {
      var exact = new BigDecimal(number.toString()).setScale(6, RoundingMode.HALF_UP);
      return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
    return String.valueOf(value);
  }
}
