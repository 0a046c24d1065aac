package parley.submissions.product;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of one kind of product, which takes files and rows of that kind and no others.
 *
 * @param <P> the kind
 */
public final class ProductFolder<P extends Product> {

  private final P product;
  private final Path folder;
  private final String period;
  private final List<ProductFile<P>> files = new ArrayList<>();

  /**
   * @param folder that exists and is filled by this alone
   * @param period as names of files have it
   */
  public ProductFolder(P product, Path folder, String period) {
    this.product = product;
    this.folder = folder;
    this.period = period;
  }

  /** Gives rows to a writer. */
  @FunctionalInterface
  public interface Rows<P extends Product> {
    void writeTo(ProductWriter<P> writer) throws IOException;
  }

  /** Writes bytes. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  public P product() {
    return product;
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** What was written and taken so far, in that order. */
  public List<ProductFile<P>> files() {
    return List.copyOf(files);
  }

  /**
   * Writes a file of rows.
   *
   * @param what they are, such as {@code referrals}
   */
  public ProductFile<P> rows(String what, List<String> columns, Rows<P> rows) throws IOException {
    return written(
        ProductFile.name(product, what, period, "csv"),
        out -> rows.writeTo(new ProductWriter<>(product, columns, out)));
  }

  /**
   * Where a file of this kind is written that is no rows, such as a database.
   *
   * @param what it is, such as {@code report}
   * @param ending such as {@code html}
   */
  public Path place(String what, String ending) {
    return folder.resolve(ProductFile.name(product, what, period, ending));
  }

  /** Makes a folder in it, which takes the same kind and no others. */
  public ProductFolder<P> below(String name) throws IOException {
    return new ProductFolder<>(product, Files.createDirectory(folder.resolve(name)), period);
  }

  /** Takes a file that was written into the folder by somebody who vouches for its kind. */
  public void take(ProductFile<P> file) {
    files.add(file);
  }

  /** The name of its manifest. */
  public String manifestName() {
    return ProductFile.name(product, "manifest", period, "json");
  }

  /** Writes the manifest, which does not name itself. */
  public Path manifest(Content content) throws IOException {
    var file = folder.resolve(manifestName());
    write(file, content);
    return file;
  }

  private ProductFile<P> written(String name, Content content) throws IOException {
    var file = folder.resolve(name);
    write(file, content);
    try (var in = Files.newInputStream(file)) {
      var made = ProductFile.of(product, name, in);
      files.add(made);
      return made;
    }
  }

  private static void write(Path file, Content content) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      content.writeTo(out);
    }
  }
}
