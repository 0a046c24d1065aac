package parley.submissions.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Mac;

/**
 * The pseudonyms of one scope: HMAC-SHA-256 under a key that HKDF derives from the master key for
 * recipient, purpose, epoch and kind of identifier. The same key, scope, kind and value give the
 * same token. May be used by several threads.
 */
public final class Pseudonyms {

  private final Map<IdentifierKind, Mac> keys = new EnumMap<>(IdentifierKind.class);
  private final String keyId;
  private final PseudonymScope scope;

  public Pseudonyms(MasterKey master, PseudonymScope scope) {
    this.keyId = master.id();
    this.scope = scope;
    for (var kind : IdentifierKind.values()) {
      var key = master.derive(scope.info(kind));
      keys.put(kind, Hkdf.mac(key));
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The pseudonym of an identifier.
   *
   * @param value the identifier as the record has it: spaces and letter case count. A local one
   *     goes with its system, such as {@code https://example/Id/patient|4711}
   */
  public Token of(IdentifierKind kind, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("an identifier to be replaced is not blank");
    }
    return Token.of(copy(kind).doFinal(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** One for each use: to begin anew takes longer, and threads must not share one. */
  private Mac copy(IdentifierKind kind) {
    try {
      return (Mac) keys.get(kind).clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a MAC of Java can be copied", e);
    }
  }

  /** Which master key; for the manifest. */
  public String keyId() {
    return keyId;
  }

  public PseudonymScope scope() {
    return scope;
  }

  @Override
  public String toString() {
    return "Pseudonyms[" + keyId + ", " + scope + "]";
  }
}
