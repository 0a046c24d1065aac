package parley.server.store;

import java.util.HashSet;
import java.util.List;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.Renamed;

/** Gives resources that may be held under other names ({@code OtherNames}) the ones they have. */
final class HeldNames {

  private final StoredRecords records;

  HeldNames(StoredRecords records) {
    this.records = records;
  }

  /** The bundle by the names under which its resources are held. */
  RecordBundle named(RecordBundle bundle) {
    List<Entry> entries = bundle.entries();
    for (var other : bundle.otherNames()) {
      if (!records.existing(new HashSet<>(other.names().values())).isEmpty()) {
        entries = Renamed.of(entries, other.names());
      }
    }
    return new RecordBundle(bundle.people(), entries);
  }
}
