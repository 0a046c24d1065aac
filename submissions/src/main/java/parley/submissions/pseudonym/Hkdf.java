package parley.submissions.pseudonym;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HKDF with SHA-256 (RFC 5869): keys out of a key. */
final class Hkdf {

  /** Bytes of one block of HMAC-SHA-256. */
  static final int BLOCK = 32;

  private Hkdf() {}

  /**
   * Extract and expand.
   *
   * @param salt may be empty
   * @param info what the key is for
   * @param length bytes wanted, 1 to 255 blocks
   */
  static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
    var extracted = hmac(salt.length == 0 ? new byte[BLOCK] : salt, secret);
    try {
      return expand(extracted, info, length);
    } finally {
      Arrays.fill(extracted, (byte) 0);
    }
  }

  private static byte[] expand(byte[] key, byte[] info, int length) {
    if (length < 1 || length > 255 * BLOCK) {
      throw new IllegalArgumentException("HKDF gives 1 to 8160 bytes");
    }
    var out = new byte[length];
    var block = new byte[0];
    var done = 0;
    for (var counter = 1; done < length; counter++) {
      var input = Arrays.copyOf(block, block.length + info.length + 1);
      System.arraycopy(info, 0, input, block.length, info.length);
      input[input.length - 1] = (byte) counter;
      Arrays.fill(block, (byte) 0);
      block = hmac(key, input);
      Arrays.fill(input, (byte) 0);
      var take = Math.min(BLOCK, length - done);
      System.arraycopy(block, 0, out, done, take);
      done += take;
    }
    Arrays.fill(block, (byte) 0);
    return out;
  }

  /** HMAC-SHA-256. */
  static byte[] hmac(byte[] key, byte[] input) {
    return mac(key).doFinal(input);
  }

  /** A MAC that was given its key and nothing else; to be copied for each use. */
  static Mac mac(byte[] key) {
    var copy = new Copy(key.clone());
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(copy);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    } finally {
      copy.destroy();
    }
  }

  /** A key for as long as a MAC takes it up; Java's own cannot be wiped. */
  private static final class Copy implements SecretKey {
    private static final long serialVersionUID = 1;
    private final transient byte[] key;

    Copy(byte[] key) {
      this.key = key;
    }

    @Override
    public String getAlgorithm() {
      return "HmacSHA256";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return key.clone();
    }

    @Override
    public void destroy() {
      Arrays.fill(key, (byte) 0);
    }
  }
}
