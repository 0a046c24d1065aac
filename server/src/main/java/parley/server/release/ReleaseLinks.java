package parley.server.release;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.server.submission.PackageFiles;

/**
 * Addresses of the files of releases. They hold a word that only this gateway can make, for the
 * release and who was told of it, so that a file is had by way of the status alone and by whom it
 * told; after a restart the status gives new ones.
 */
final class ReleaseLinks {

  private static final int SECRET_BYTES = 32;

  private final byte[] secret = new byte[SECRET_BYTES];
  private final String who;

  private ReleaseLinks(byte[] secret, String who) {
    System.arraycopy(secret, 0, this.secret, 0, SECRET_BYTES);
    this.who = who;
  }

  /** Links of a new secret. */
  static ReleaseLinks create() {
    var secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new ReleaseLinks(secret, "");
  }

  /** The same for somebody. */
  ReleaseLinks of(String somebody) {
    return new ReleaseLinks(secret, somebody);
  }

  /** Names of the files of a release, that of the manifest among them. */
  static List<String> names(ReleaseRow row) {
    return PackageFiles.names(row.folder());
  }

  /** The path of a file: its kind of product, release, word and name. */
  String path(ReleaseRow row, String name) {
    return "/releases/%s/%d/%s/%s"
        .formatted(
            row.product().toLowerCase(Locale.ROOT),
            row.id(),
            HexFormat.of().formatHex(who.getBytes(StandardCharsets.UTF_8)) + '.' + word(row),
            name);
  }

  /** Who was told of the file, if the word is one that this gateway made for them. */
  Optional<String> toldTo(ReleaseRow row, String word) {
    var parts = word.split("[.]", -1);
    if (parts.length != 2 || !parts[0].matches("([0-9a-f]{2})+")) {
      return Optional.empty();
    }
    var somebody = new String(HexFormat.of().parseHex(parts[0]), StandardCharsets.UTF_8);
    var right = of(somebody).word(row).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(right, parts[1].getBytes(StandardCharsets.UTF_8))
        ? Optional.of(somebody)
        : Optional.empty();
  }

  private String word(ReleaseRow row) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      var text = row.id() + " " + row.product() + " " + row.sha256() + " " + who;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
