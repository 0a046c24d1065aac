package parley.mappings.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of bytes. */
public final class Digests {

  private Digests() {}

  /** SHA-256 as lower-case hexadecimal: by it the same content is the same thing. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(of("SHA-256", bytes));
  }

  static byte[] of(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
