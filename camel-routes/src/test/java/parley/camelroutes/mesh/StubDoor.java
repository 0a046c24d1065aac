package parley.camelroutes.mesh;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who may come in: the stub's own reading of the rules of the authorisation header. */
final class StubDoor {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMddHHmm");
  private static final Duration TOLERANCE = Duration.ofHours(2);

  private final String password;
  private final String key;
  private final Clock clock;
  private final Set<String> used = new HashSet<>();
  private int reused;

  StubDoor(String password, String key, Clock clock) {
    this.password = password;
    this.key = key;
    this.clock = clock;
  }

  /** Tokens that came a second time. */
  synchronized int reused() {
    return reused;
  }

  synchronized boolean admits(String mailbox, String header) {
    if (!header.startsWith("NHSMESH ")) {
      return false;
    }
    var parts = header.substring("NHSMESH ".length()).split(":", -1);
    if (parts.length != 5 || !parts[0].equals(mailbox.toUpperCase(Locale.ROOT))) {
      return false;
    }
    var signed = String.join(":", parts[0], parts[1], parts[2], password, parts[3]);
    return parts[4].equals(hash(signed)) && inTime(parts[3]) && fresh(parts[1] + ':' + parts[2]);
  }

  private boolean fresh(String token) {
    boolean fresh = used.add(token);
    reused += fresh ? 0 : 1;
    return fresh;
  }

  private boolean inTime(String minute) {
    var said = LocalDateTime.parse(minute, MINUTE).toInstant(ZoneOffset.UTC);
    return Duration.between(said, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
  }

  private String hash(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
