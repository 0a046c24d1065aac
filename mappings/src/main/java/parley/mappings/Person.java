package parley.mappings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a message is about, as far as identity goes.
 *
 * @param id provisional Patient id (no type prefix), from the strongest identifier
 * @param identifiers identifiers under which the person is known, strongest first: a checked NHS
 *     number, then local numbers; at least one
 * @param familyName surname in upper case without accents, spaces and punctuation, for comparison
 *     only; null when the message has none
 * @param birthDate date of birth as a FHIR date (full or partial), null when the message has none
 */
public record Person(
    String id, List<Key> identifiers, @Nullable String familyName, @Nullable String birthDate) {

  public Person {
    identifiers = List.copyOf(identifiers);
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("a person needs an identifier");
    }
  }

  /**
   * One identifier by which a person is recognised; unique over the whole store.
   *
   * @param system identifier system URI
   * @param value identifier value, normalised (an NHS number has ten digits without spaces)
   */
  public record Key(String system, String value) {}
}
