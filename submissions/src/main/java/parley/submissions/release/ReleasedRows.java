package parley.submissions.release;

import java.time.YearMonth;
import java.util.List;
import parley.submissions.agreement.Grain;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;

/**
 * A file of anonymous rows that was released.
 *
 * @param provider ODS code of the provider
 * @param first first month of its period
 * @param last last month of it
 * @param sha256 of the file, in hexadecimal
 */
public record ReleasedRows(String provider, YearMonth first, YearMonth last, String sha256) {

  /** The files of anonymous rows among those of a release. */
  static List<ReleasedRows> in(ReleaseOrder order, List<? extends ProductFile<?>> files) {
    return files.stream()
        .filter(it -> isOne(order.agreement().product().code(), it.name()))
        .map(it -> new ReleasedRows(order.provider(), order.first(), order.last(), it.sha256()))
        .toList();
  }

  /**
   * Whether a file is of anonymous rows; the same rows as Parquet are passed over.
   *
   * @param product code of the kind of product
   */
  public static boolean isOne(String product, String file) {
    var code = Product.Anonymous.KIND.code();
    return product.equals(code)
        && file.startsWith(code + '-' + Grain.REFERRAL.file() + '-')
        && file.endsWith(".csv");
  }

  /**
   * Whether the two of them would tell of a person: they are of one provider, have a month in
   * common, and differ. What one has more than the other are the rows of those who came or changed
   * between.
   */
  public boolean undoes(ReleasedRows other) {
    return provider.equals(other.provider)
        && !first.isAfter(other.last)
        && !other.first.isAfter(last)
        && !sha256.equals(other.sha256);
  }

  /** Of the provider that its own went over into. */
  ReleasedRows of(ReleaseOrder order) {
    return new ReleasedRows(current(order), first, last, sha256);
  }

  private String current(ReleaseOrder order) {
    var code = provider;
    for (var steps = order.succession().size(); steps > 0; steps--) {
      code = order.succession().getOrDefault(code, code);
    }
    return code;
  }
}
