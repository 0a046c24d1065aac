package parley.server.release;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Words in addresses of files that only this gateway can make, for a thing and who was told of it.
 * After a restart they are others.
 */
public final class LinkWords {

  private static final int SECRET_BYTES = 32;

  private final byte[] secret = new byte[SECRET_BYTES];

  private LinkWords() {
    new SecureRandom().nextBytes(secret);
  }

  /** Words of a new secret. */
  public static LinkWords create() {
    return new LinkWords();
  }

  /** The word by which somebody has a thing; of hexadecimal digits and one full stop. */
  public String of(String thing, String who) {
    return HexFormat.of().formatHex(who.getBytes(StandardCharsets.UTF_8)) + '.' + mac(thing, who);
  }

  /** Who was told of the thing, if the word is one that this gateway made for them. */
  public Optional<String> toldTo(String thing, String word) {
    var parts = word.split("[.]", -1);
    if (parts.length != 2 || !parts[0].matches("([0-9a-f]{2})+")) {
      return Optional.empty();
    }
    var who = new String(HexFormat.of().parseHex(parts[0]), StandardCharsets.UTF_8);
    var right = mac(thing, who).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(right, parts[1].getBytes(StandardCharsets.UTF_8))
        ? Optional.of(who)
        : Optional.empty();
  }

  private String mac(String thing, String who) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      var text = thing + " " + who;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
