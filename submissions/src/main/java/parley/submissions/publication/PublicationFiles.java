package parley.submissions.publication;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;

/** Writes published figures: CSV, MeasureReports and a page. */
public final class PublicationFiles {

  private PublicationFiles() {}

  /**
   * Writes {@code ANONYMOUS-figures-<period>.csv}, {@code .ndjson} (FHIR MeasureReports, one a
   * line) and {@code .html} into a folder that exists. The same figures give the same bytes.
   */
  public static List<ProductFile<Product.Anonymous>> write(PublishedFigures figures, Path folder)
      throws IOException {
    throw new UnsupportedOperationException("types first");
  }
}
