package parley.submissions.release;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import parley.submissions.agreement.Grain;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.agreement.RowFormat;
import parley.submissions.engine.ParquetFile;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;
import parley.submissions.product.ProductFolder;

/**
 * Writes the rows of finished CSV files as Parquet beside them, when the agreement names it: what
 * was measured is the CSV, and the Parquet file is made of that and of nothing else.
 */
final class RowParquet {

  private static final String CSV = ".csv";

  private RowParquet() {}

  static <P extends Product> void beside(ReleaseAgreement agreement, ProductFolder<P> folder)
      throws IOException {
    if (agreement.format() != RowFormat.PARQUET) {
      return;
    }
    for (var grain : Grain.values()) {
      var fields = agreement.fields(grain).stream().map(ReleaseField::name).toList();
      var start = folder.product().code() + '-' + grain.file() + '-';
      for (var file : folder.files()) {
        if (file.name().startsWith(start) && file.name().endsWith(CSV)) {
          write(folder, file.name(), fields);
        }
      }
    }
  }

  private static <P extends Product> void write(
      ProductFolder<P> folder, String csv, List<String> columns) throws IOException {
    var name = csv.substring(0, csv.length() - CSV.length()) + ".parquet";
    var file = folder.path().resolve(name);
    ParquetFile.ofCsv(columns, folder.path().resolve(csv), file);
    try (var in = Files.newInputStream(file)) {
      folder.take(ProductFile.of(folder.product(), name, in));
    }
  }
}
