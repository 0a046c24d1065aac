package parley.submissions.pseudonym;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The secret that all pseudonyms come from: at least 256 bits. It never leaves this package; what
 * may be told of it is its id. It is no record and cannot be serialised, so that nothing prints it
 * by accident.
 */
public final class MasterKey {

  private static final byte[] SALT = "parley pseudonym 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = "key id".getBytes(StandardCharsets.US_ASCII);

  /** Outside the heap of Java, so that a dump of it does not hold the key. */
  private final ByteBuffer secret;

  private final String id;

  private MasterKey(byte[] secret) {
    this.secret = ByteBuffer.allocateDirect(secret.length).put(secret).flip();
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

  /** The given bytes are copied, and are the caller's to wipe. */
  static MasterKey of(byte[] secret) {
    return new MasterKey(secret);
  }

  /** What manifests and logs call it: 16 hexadecimal digits that lead back to no key. */
  public String id() {
    return id;
  }

  byte[] derive(byte[] info) {
    var held = new byte[secret.capacity()];
    try {
      secret.get(0, held);
      return Hkdf.derive(held, SALT, info, Hkdf.BLOCK);
    } finally {
      Arrays.fill(held, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }
}
