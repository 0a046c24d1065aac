package parley.server.export;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import parley.server.release.KeyUses;
import parley.server.release.LinkWords;
import parley.server.release.ReleaseSettings;
import parley.submissions.product.Product;

/**
 * Who may look after pseudonymised exports: the right is asked for anew at each status, fetch and
 * removal, and each fetch and removal is written down.
 */
final class DeidentifiedAccess {

  private static final int MARK_DIGITS = 12;

  private final ReleaseSettings settings;
  private final LinkWords words;
  private final KeyUses uses;

  DeidentifiedAccess(ReleaseSettings settings, LinkWords words, KeyUses uses) {
    this.settings = settings;
    this.words = words;
    this.uses = uses;
  }

  /**
   * Who asks.
   *
   * @throws ForbiddenOperationException when they have not the right
   */
  String who(RequestDetails request) {
    var values = request.getParameters().getOrDefault(DeidentifiedRequests.BY, new String[0]);
    var by = values.length == 1 ? values[0] : "";
    if (!has(by)) {
      throw new ForbiddenOperationException(
          "_by names nobody who may have pseudonymised data: parley.releases.rights.pseudonymised");
    }
    return by;
  }

  private boolean has(String by) {
    return settings.rights().allows(Product.Pseudonymised.KIND, by);
  }

  /** The path of a file for somebody. */
  String path(String id, String name, String who) {
    return "/exports/" + id + '/' + words.of(id, who) + '/' + name;
  }

  /** Who was told of the file and still has the right to it. */
  Optional<String> toldTo(String id, String word) {
    return words.toldTo(id, word).filter(this::has);
  }

  /** Writes down that somebody is given a file. */
  void fetched(String who, String id, String name) {
    uses.exported(
        who,
        Product.Pseudonymised.KIND,
        "bulk export " + mark(id) + ": " + name.replace('-' + id, ""));
  }

  /** Writes down that somebody takes an export back; what cannot be written down is not done. */
  void removed(String who, String id) {
    uses.removed(who, Product.Pseudonymised.KIND, "bulk export " + mark(id));
  }

  /** What logs tell of an export: a part of the digest of its id, which opens nothing. */
  static String mark(String id) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
          .substring(0, MARK_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
