package parley.submissions.pseudonym;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The key in use beside those before it. New releases use the current one; an archived release is
 * repeated with the key its manifest names.
 *
 * @param current of new releases
 * @param earlier the latest first
 */
public record KeyRing(MasterKey current, List<MasterKey> earlier) {

  public KeyRing {
    earlier = List.copyOf(earlier);
    var ids = Stream.concat(Stream.of(current), earlier.stream()).map(MasterKey::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      throw new IllegalArgumentException("a key stands twice in the ring: it was not rotated");
    }
  }

  /** The key of that id; empty when it is no longer kept. */
  public Optional<MasterKey> find(String id) {
    return Stream.concat(Stream.of(current), earlier.stream())
        .filter(key -> key.id().equals(id))
        .findFirst();
  }

  /** Pseudonyms of a new release. */
  public Pseudonyms pseudonyms(PseudonymScope scope) {
    return new Pseudonyms(current, scope);
  }
}
