package parley.submissions.pseudonym;

import java.util.Random;

/** Keys for tests, drawn from a seed: nobody's secret. */
public final class MadeKeys {

  private MadeKeys() {}

  public static MasterKey key(long seed) {
    return MasterKey.of(bytes(seed));
  }

  static byte[] bytes(long seed) {
    var bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
