package parley.server.subscription;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a receiver knows that a notification is the gateway's, whole and new. */
public final class Signature {

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /**
   * The value of the header {@code Parley-Signature}.
   *
   * @param secret shared with the receiver
   * @param seconds when it is sent, seconds since 1970: a receiver refuses old ones
   * @param id the stable id of the notification
   * @param body the bytes sent, empty for none
   * @return {@code t=SECONDS,v1=HEX}: HMAC-SHA256 of seconds, a dot, id, a dot and body
   */
  public static String of(String secret, long seconds, String id, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((seconds + "." + id + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
