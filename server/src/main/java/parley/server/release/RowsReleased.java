package parley.server.release;

import java.util.List;
import parley.submissions.release.ReleasedRows;

/** The files of anonymous rows that the register has as released, by whatever agreement. */
final class RowsReleased {

  private final ReleaseRows rows;

  RowsReleased(ReleaseRows rows) {
    this.rows = rows;
  }

  /** All of them, for the builder. */
  List<ReleasedRows> all() {
    return rows.released().stream().flatMap(row -> of(row).stream()).toList();
  }

  private static List<ReleasedRows> of(ReleaseRow row) {
    // What was released without a row, before that was refused, tells nothing of its months.
    if (row.result().rows().stream().anyMatch(it -> it.rows() == 0)) {
      return List.of();
    }
    return row.result().files().stream()
        .filter(file -> ReleasedRows.isOne(row.product(), file.name()))
        .map(file -> new ReleasedRows(row.provider(), row.first(), row.last(), file.sha256()))
        .toList();
  }

  /**
   * Whether nothing that a release is not to stand beside was released since it was begun. To be
   * asked in the transaction that releases it, which lets no other one in until it ends.
   */
  boolean areAlone(long id) {
    rows.holdReleased();
    var now = rows.one(id).stream().flatMap(row -> of(row).stream()).toList();
    return all().stream().noneMatch(other -> now.stream().anyMatch(other::undoes));
  }
}
