package parley.submissions.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Keys for tests, drawn from a seed: nobody's secret. */
public final class MadeKeys {

  private MadeKeys() {}

  public static MasterKey key(long seed) {
    return MasterKey.of(bytes(seed));
  }

  /** How a key of that seed may stand in a text. */
  public static List<String> forms(long seed) {
    var bytes = bytes(seed);
    return List.of(
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        new String(bytes, StandardCharsets.ISO_8859_1));
  }

  static byte[] bytes(long seed) {
    var bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
