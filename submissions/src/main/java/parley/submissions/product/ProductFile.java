package parley.submissions.product;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of one kind of product.
 *
 * @param <P> the kind
 * @param name begins with the kind, such as {@code ANONYMOUS-figures-2026-10.csv}
 * @param bytes its length
 * @param sha256 its digest, in hexadecimal
 */
public record ProductFile<P extends Product>(P product, String name, long bytes, String sha256) {

  public ProductFile {
    if (!name.startsWith(product.code() + "-")) {
      throw new IllegalArgumentException("the name of a file begins with its kind of product");
    }
  }

  /**
   * The name of a file: kind, what it is and period, in letters, digits and hyphens.
   *
   * @param ending such as {@code csv}
   */
  public static String name(Product product, String what, String period, String ending) {
    for (var part : new String[] {what, period, ending}) {
      if (!part.matches("[A-Za-z0-9]+([-.][A-Za-z0-9]+)*")) {
        throw new IllegalArgumentException(
            "a file name is of letters and digits, with single hyphens and dots between");
      }
    }
    return product.code() + "-" + what + "-" + period + "." + ending;
  }

  /** The file with its length and digest; the stream is read to its end and left open. */
  public static <P extends Product> ProductFile<P> of(P product, String name, InputStream content)
      throws IOException {
    try {
      var digest = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"));
      var bytes = digest.transferTo(java.io.OutputStream.nullOutputStream());
      var sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
      return new ProductFile<>(product, name, bytes, sha256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
