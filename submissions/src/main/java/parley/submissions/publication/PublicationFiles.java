package parley.submissions.publication;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.submissions.product.Product;
import parley.submissions.product.Product.Anonymous;
import parley.submissions.product.ProductFile;

/** Writes published figures: CSV, MeasureReports and a page. */
public final class PublicationFiles {

  private PublicationFiles() {}

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /**
   * Writes {@code ANONYMOUS-figures-<period>-<kind>.csv}, {@code .ndjson} (FHIR MeasureReports, one
   * a line) and {@code .html} into a folder that exists. The same figures give the same bytes.
   */
  public static List<ProductFile<Product.Anonymous>> write(PublishedFigures figures, Path folder)
      throws IOException {
    var files = new ArrayList<ProductFile<Anonymous>>();
    files.add(write(figures, folder, "csv", out -> PublicationCsv.write(figures, out)));
    files.add(write(figures, folder, "ndjson", out -> PublicationReports.write(figures, out)));
    files.add(write(figures, folder, "html", out -> PublicationPage.write(figures, out)));
    return List.copyOf(files);
  }

  private static ProductFile<Anonymous> write(
      PublishedFigures figures, Path folder, String ending, Writing writing) throws IOException {
    var period = figures.period().name() + '-' + figures.order().kind().code();
    var name = ProductFile.name(Anonymous.KIND, "figures", period, ending);
    var file = folder.resolve(name);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      writing.to(out);
    }
    try (var in = Files.newInputStream(file)) {
      return ProductFile.of(Anonymous.KIND, name, in);
    }
  }
}
