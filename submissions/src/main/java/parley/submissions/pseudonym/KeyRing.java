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

  /**
   * Pseudonyms of the overlap: by the key before and the current one, for a recipient whose
   * agreement says that releases stay linkable. Empty when there was no key before.
   */
  public Optional<Overlap> overlap(PseudonymScope scope) {
    return earlier.stream()
        .findFirst()
        .map(key -> new Overlap(new Pseudonyms(key, scope), pseudonyms(scope)));
  }

  /** Old and new pseudonyms of the same identifiers. */
  public record Overlap(Pseudonyms before, Pseudonyms now) {

    /** The pair that the recipient renames by. */
    public Renaming of(IdentifierKind kind, String value) {
      return new Renaming(before.of(kind, value), now.of(kind, value));
    }
  }

  /** One pseudonym and what it is called from now on. */
  public record Renaming(Token before, Token now) {}
}
