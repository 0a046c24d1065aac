package parley.server.reidentify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.server.settings.InvalidSettings;

/**
 * The settings under {@code parley.reidentification}. Nobody has the right unless named here.
 *
 * @param holders of the right, each with a secret of their own
 */
@ConfigurationProperties("parley.reidentification")
public record ReidentifySettings(@DefaultValue List<Holder> holders) {

  public ReidentifySettings {
    holders = List.copyOf(holders);
    var names = new HashSet<String>();
    for (var holder : holders) {
      if (holder.name().isBlank() || !names.add(holder.name())) {
        throw new InvalidSettings("parley.reidentification.holders: each has a name of their own");
      }
      if (!holder.secretSha256().matches("[0-9a-f]{64}")) {
        throw new InvalidSettings(
            "parley.reidentification.holders: secret-sha256 is the SHA-256 of the holder's secret,"
                + " 64 hexadecimal digits in small letters");
      }
    }
  }

  /**
   * Somebody who may.
   *
   * @param secretSha256 of a secret of at least 32 characters, drawn at random
   */
  public record Holder(@DefaultValue("") String name, @DefaultValue("") String secretSha256) {}

  /** Whether somebody has the right and knows their secret. */
  boolean allows(String who, String secret) {
    var hash = sha256(secret);
    return secret.length() >= 32
        && holders.stream()
            .anyMatch(
                it ->
                    it.name().equals(who)
                        && MessageDigest.isEqual(hash, HexFormat.of().parseHex(it.secretSha256())));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
