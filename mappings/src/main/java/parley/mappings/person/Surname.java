package parley.mappings.person;

import java.text.Normalizer;
import java.util.Locale;

/** Surnames as they are compared, never as they are shown. */
public final class Surname {

  private Surname() {}

  /** In capitals, without accents, spaces and punctuation. */
  public static String comparable(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("[^\\p{L}]", "")
        .toUpperCase(Locale.ROOT);
  }
}
