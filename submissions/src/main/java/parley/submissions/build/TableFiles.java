package parley.submissions.build;

import java.io.IOException;
import java.util.List;
import parley.submissions.access.AccessFile;
import parley.submissions.engine.BuildStep;
import parley.submissions.engine.ParquetFile;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.rule.Submission;

/** The tables of a package as files. */
final class TableFiles {

  private TableFiles() {}

  /** Writes the tables in their three forms; says what Access could not hold. */
  static List<String> write(
      Submission submission,
      BuildOrder order,
      ProductFolder<Product.Identifiable> part,
      BuildStep.Heard heard)
      throws IOException {
    var csv = part.below("csv");
    var parquet = part.below("parquet");
    for (var table : submission.dataset().tables()) {
      var file = csv.place(table.name(), "csv");
      CsvFile.write(table, submission.rows(table.number()), file);
      ParquetFile.ofCsv(table, file, parquet.place(table.name(), "parquet"));
    }
    heard.done(BuildStep.TEXT_FILES);
    var provider = order.order().facts().provider().replaceAll("[^A-Za-z0-9]", "");
    var database = part.place("IAPT-" + provider + '-' + order.type().code(), "accdb");
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
}
