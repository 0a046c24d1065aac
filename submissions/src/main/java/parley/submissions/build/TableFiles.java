package parley.submissions.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parley.submissions.access.AccessFile;
import parley.submissions.engine.BuildStep;
import parley.submissions.engine.ParquetFile;
import parley.submissions.rule.Submission;

/** The tables of a package as files. */
final class TableFiles {

  private TableFiles() {}

  /** Writes the tables in their three forms; says what Access could not hold. */
  static List<String> write(
      Submission submission, BuildOrder order, Path part, BuildStep.Heard heard)
      throws IOException {
    var csv = Files.createDirectory(part.resolve("csv"));
    var parquet = Files.createDirectory(part.resolve("parquet"));
    for (var table : submission.dataset().tables()) {
      var file = csv.resolve(table.name() + ".csv");
      CsvFile.write(table, submission.rows(table.number()), file);
      ParquetFile.ofCsv(table, file, parquet.resolve(table.name() + ".parquet"));
    }
    heard.done(BuildStep.TEXT_FILES);
    var database = part.resolve(accessName(order));
    var unheld =
        order.template().isPresent()
            ? AccessFile.write(submission, order.template().get(), database)
            : AccessFile.write(submission, database);
    heard.done(BuildStep.ACCESS_FILE);
    return unheld.entrySet().stream()
        .map(
            field ->
                field.getKey()
                    + ": "
                    + field.getValue()
                    + " values that the database cannot hold are blank in it")
        .toList();
  }

  /** Such as {@code IAPT_RZ9_2026-10_primary.accdb}. */
  private static String accessName(BuildOrder order) {
    var facts = order.order().facts();
    return "IAPT_"
        + facts.provider().replaceAll("[^A-Za-z0-9]", "")
        + "_"
        + facts.start().toString().substring(0, "2026-10".length())
        + "_"
        + order.type().code()
        + ".accdb";
  }
}
