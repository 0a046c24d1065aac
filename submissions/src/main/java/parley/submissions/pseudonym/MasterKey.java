package parley.submissions.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The secret that all pseudonyms come from: at least 256 bits. It never leaves this package; what
 * may be told of it is its id. It is no record and cannot be serialised, so that nothing prints it
 * by accident.
 */
public final class MasterKey {

  private static final byte[] SALT = "parley pseudonym 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = "key id".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;
  private final String id;

  private MasterKey(byte[] secret) {
    this.secret = secret;
    this.id = HexFormat.of().formatHex(Hkdf.derive(secret, SALT, ID, 8));
  }

  /**
   * Reads a key.
   *
   * @return the key, or why it is not taken
   */
  public static KeyReading read(KeySource source) {
    return KeyFile.read(source);
  }

  static MasterKey of(byte[] secret) {
    return new MasterKey(secret.clone());
  }

  /** What manifests and logs call it: 16 hexadecimal digits that lead back to no key. */
  public String id() {
    return id;
  }

  byte[] derive(byte[] info) {
    return Hkdf.derive(secret, SALT, info, Hkdf.BLOCK);
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }
}
