package parley.camelroutes.mesh;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the authorisation header of MESH. A header is good for one request only: it is made anew
 * for every call and every retry (MESH API 2.0.0, "MESH authorization header").
 */
public final class MeshAuthorization {

  private static final String HMAC = "HmacSHA256";

  /** Each header has a nonce of its own, so that there is nothing to count. */
  private static final int COUNT = 0;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm").withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Supplier<String> nonces;

  /**
   * Makes headers.
   *
   * @param clock MESH refuses times more than two hours from its own
   * @param nonces a new GUID with every call
   */
  public MeshAuthorization(Clock clock, Supplier<String> nonces) {
    this.clock = clock;
    this.nonces = nonces;
  }

  /** The value of the header {@code Authorization} for one request. */
  String header(MeshMailbox mailbox) {
    var nonce = nonces.get();
    var time = MINUTE.format(clock.instant());
    var signed =
        String.join(
            ":", mailbox.id(), nonce, Integer.toString(COUNT), mailbox.password().value(), time);
    return "NHSMESH "
        + String.join(
            ":",
            mailbox.id(),
            nonce,
            Integer.toString(COUNT),
            time,
            hash(mailbox.sharedKey(), signed));
  }

  private static String hash(Secret key, String text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
