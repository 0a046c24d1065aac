package parley.mappings.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;

/** Lists of entries. */
public final class Entries {

  private Entries() {}

  /**
   * One write for each resource, where it is first needed: a message may name the same practice
   * several times, and the time it says most is the one to keep.
   */
  public static List<Entry> once(List<Entry> entries) {
    var fullest = new ArrayList<Entry>();
    var placed = new HashSet<String>();
    for (var entry : entries) {
      if (!(entry instanceof Write write)) {
        fullest.add(entry);
      } else if (placed.add(key(write))) {
        fullest.add(
            entries.stream().filter(other -> same(other, write)).reduce(write, Entries::fuller));
      }
    }
    return fullest;
  }

  private static boolean same(Entry other, Write write) {
    return other instanceof Write one && key(one).equals(key(write));
  }

  private static String key(Write write) {
    return write.resource().fhirType() + '/' + write.resource().getIdElement().getIdPart();
  }

  private static Entry fuller(Entry left, Entry right) {
    return elements(right) > elements(left) ? right : left;
  }

  private static long elements(Entry entry) {
    return entry instanceof Write write
        ? write.resource().children().stream().filter(child -> child.hasValues()).count()
        : 0;
  }
}
