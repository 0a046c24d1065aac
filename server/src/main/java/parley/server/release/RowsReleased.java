package parley.server.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.product.Product;
import parley.submissions.release.ReleasedRows;

/** The files of rows that the register has as released, by whatever agreement. */
final class RowsReleased {

  private final ReleaseRows rows;
  private final Map<String, String> succession;

  /**
   * @param succession ODS codes of providers that went over into others, old to new
   */
  RowsReleased(ReleaseRows rows, Map<String, String> succession) {
    this.rows = rows;
    this.succession = succession;
  }

  /** All of them, for the builder. */
  List<ReleasedRows> all() {
    return rows.released().stream().flatMap(row -> of(row, false).stream()).toList();
  }

  private List<ReleasedRows> of(ReleaseRow row, boolean linkable) {
    // Anonymous ones released without a row, before that was refused, tell nothing of their months.
    if (row.product().equals(Product.Anonymous.KIND.code())
        && row.result().rows().stream().anyMatch(it -> it.rows() == 0)) {
      return List.of();
    }
    var release = linkable ? "" : ReleasedRows.release(row.sha256(), row.edition(), row.keyId());
    return row.result().files().stream()
        .map(
            file ->
                ReleasedRows.of(
                    row.product(),
                    file.name(),
                    new ReleasedRows(row.provider(), row.first(), row.last(), file.sha256()),
                    row.recipient(),
                    release))
        .flatMap(Optional::stream)
        .map(it -> it.of(succession))
        .toList();
  }

  /**
   * Whether nothing that a release is not to stand beside was released since it was begun. To be
   * asked in the transaction that releases it, which lets no other one in until it ends.
   *
   * @param linkable whether its pseudonyms are to be linked with those of other releases
   */
  boolean areAlone(long id, boolean linkable) {
    rows.holdReleased();
    var now = rows.one(id).stream().flatMap(row -> of(row, linkable).stream()).toList();
    return all().stream().noneMatch(other -> now.stream().anyMatch(it -> it.undoes(other)));
  }
}
