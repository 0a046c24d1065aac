package parley.submissions.pseudonym;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The key in use beside those before it. New releases use the current one; an archived release is
 * repeated with the key its manifest names. For a while after a change, a recipient whose releases
 * are linkable is told which pseudonym took the place of which: the overlap.
 *
 * @param current of new releases
 * @param earlier the latest first
 * @param overlapUntil last day on which releases tell pseudonyms of the key before beside the new
 *     ones; empty for none
 */
public record KeyRing(
    MasterKey current, List<MasterKey> earlier, Optional<LocalDate> overlapUntil) {

  public KeyRing {
    earlier = List.copyOf(earlier);
    var ids = Stream.concat(Stream.of(current), earlier.stream()).map(MasterKey::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      throw new IllegalArgumentException("a key stands twice in the ring: it was not rotated");
    }
    if (earlier.isEmpty() && overlapUntil.isPresent()) {
      throw new IllegalArgumentException("an overlap is of two keys");
    }
  }

  /** Without an overlap. */
  public KeyRing(MasterKey current, List<MasterKey> earlier) {
    this(current, earlier, Optional.empty());
  }

  /** The key of that id; empty when it is no longer kept. */
  public Optional<MasterKey> find(String id) {
    return Stream.concat(Stream.of(current), earlier.stream())
        .filter(key -> key.id().equals(id))
        .findFirst();
  }

  /** The key before the current one on a day of the overlap; else empty. */
  public Optional<MasterKey> overlapping(LocalDate day) {
    return overlapUntil.filter(last -> !day.isAfter(last)).map(last -> earlier.get(0));
  }

  /** Pseudonyms of a new release. */
  public Pseudonyms pseudonyms(PseudonymScope scope) {
    return new Pseudonyms(current, scope);
  }
}
