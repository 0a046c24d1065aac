package parley.submissions.release;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.agreement.Grain;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;

/**
 * A file of rows that was released.
 *
 * @param provider ODS code of the provider
 * @param first first month of its period
 * @param last last month of it
 * @param sha256 of the file, in hexadecimal
 * @param to who has it; empty of anonymous rows, which anyone may have
 */
public record ReleasedRows(
    String provider, YearMonth first, YearMonth last, String sha256, Optional<To> to) {

  /**
   * Who has pseudonymised rows.
   *
   * @param recipient of the agreement
   * @param release what its pseudonyms are of beside provider and period: the agreement's digest,
   *     edition and key id; empty when they are to be linked with those of other releases
   * @param grain of its rows
   */
  public record To(String recipient, String release, Grain grain) {}

  /** Anonymous rows. */
  public ReleasedRows(String provider, YearMonth first, YearMonth last, String sha256) {
    this(provider, first, last, sha256, Optional.empty());
  }

  /** The files of rows among those of a release. */
  static List<ReleasedRows> in(ReleaseOrder order, List<? extends ProductFile<?>> files) {
    return files.stream().flatMap(it -> in(order, it).stream()).toList();
  }

  /** A file of a release, when it is one of rows. */
  static Optional<ReleasedRows> in(ReleaseOrder order, ProductFile<?> file) {
    var agreement = order.agreement();
    var key = ReleaseKeys.of(order).map(it -> it.id()).orElse("");
    var release = release(agreement.digest(), order.figures().kind().code(), key);
    return of(
        agreement.product().code(),
        file.name(),
        new ReleasedRows(order.provider(), order.first(), order.last(), file.sha256()),
        agreement.recipient(),
        agreement.linkable() ? "" : release);
  }

  /** What tells releases to one recipient apart, beside provider and period. */
  public static String release(String digest, String edition, String keyId) {
    return digest + '/' + edition + '/' + keyId;
  }

  /**
   * A file of a release, when it is one of rows; the same rows as Parquet are passed over.
   *
   * @param product code of the kind of product
   * @param rows of whom, when and which bytes
   */
  public static Optional<ReleasedRows> of(
      String product, String file, ReleasedRows rows, String recipient, String release) {
    if (isOne(product, file)) {
      return Optional.of(rows);
    }
    return Arrays.stream(Grain.values())
        .filter(grain -> isOf(Product.Pseudonymised.KIND, grain, product, file))
        .map(
            grain ->
                new ReleasedRows(
                    rows.provider,
                    rows.first,
                    rows.last,
                    rows.sha256,
                    Optional.of(new To(recipient, release, grain))))
        .findFirst();
  }

  /**
   * Whether a file is of anonymous rows; the same rows as Parquet are passed over.
   *
   * @param product code of the kind of product
   */
  public static boolean isOne(String product, String file) {
    return isOf(Product.Anonymous.KIND, Grain.REFERRAL, product, file);
  }

  private static boolean isOf(Product kind, Grain grain, String product, String file) {
    var code = kind.code();
    return product.equals(code)
        && file.startsWith(code + '-' + grain.file() + '-')
        && file.endsWith(".csv");
  }

  /**
   * Whether the two of them would tell of a person: they are of one provider, have a month in
   * common, and differ. What one has more than the other are the rows of those who came or changed
   * between. Pseudonymised rows do when one recipient has both and they are of different periods,
   * for what is in one alone is dated by it; or when their pseudonyms are those of one release.
   */
  public boolean undoes(ReleasedRows other) {
    if (!provider.equals(other.provider)
        || first.isAfter(other.last)
        || other.first.isAfter(last)) {
      return false;
    }
    if (to.isEmpty() || other.to.isEmpty()) {
      return to.isEmpty() && other.to.isEmpty() && !sha256.equals(other.sha256);
    }
    return cuts(other) || isAgain(other) && !sha256.equals(other.sha256);
  }

  /** Whether one recipient has both, of periods that overlap and are not the same. */
  boolean cuts(ReleasedRows other) {
    return to.isPresent()
        && other.to.isPresent()
        && to.get().recipient().equals(other.to.get().recipient())
        && provider.equals(other.provider)
        && !first.isAfter(other.last)
        && !other.first.isAfter(last)
        && !(first.equals(other.first) && last.equals(other.last));
  }

  private boolean isAgain(ReleasedRows other) {
    return to.equals(other.to) && !to.orElseThrow().release().isEmpty();
  }

  /** Of the provider that its own went over into. */
  ReleasedRows of(ReleaseOrder order) {
    return of(order.succession());
  }

  /**
   * Of the provider that its own went over into.
   *
   * @param succession ODS codes that went over into others, old to new
   */
  public ReleasedRows of(Map<String, String> succession) {
    return new ReleasedRows(current(succession, provider), first, last, sha256, to);
  }

  /** The code that a provider has now. */
  public static String current(Map<String, String> succession, String provider) {
    var code = provider;
    for (var steps = succession.size(); steps > 0; steps--) {
      code = succession.getOrDefault(code, code);
    }
    return code;
  }
}
