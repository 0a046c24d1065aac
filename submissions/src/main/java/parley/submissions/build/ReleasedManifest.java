package parley.submissions.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import parley.submissions.view.ViewJson;

/**
 * The manifest of a package that somebody released: all that stood there when it was built, and who
 * released it. Taking that off gives the built one again, byte for byte, so that its hash can still
 * be held against the register. What is no JSON is refused with an exception.
 */
public final class ReleasedManifest {

  private static final String RELEASED = "released";

  private ReleasedManifest() {}

  /**
   * A release.
   *
   * @param submission number of the build in the register
   * @param by who released it
   * @param at when
   * @param reason why
   */
  public record Release(long submission, String by, Instant at, String reason) {}

  /**
   * The manifest with a release, in place of one that it may have.
   *
   * @param manifest text of a manifest, as built or released
   */
  public static String of(String manifest, Release release) throws JsonProcessingException {
    var built = asBuilt(manifest);
    var tree = (ObjectNode) ViewJson.tree(built);
    tree.putObject(RELEASED)
        .put("submission", release.submission())
        .put("by", release.by())
        .put("at", release.at().toString())
        .put("reason", release.reason())
        .put("builtManifestSha256", Hashes.of(built));
    return Manifest.text(tree);
  }

  /** The manifest as it was built; a text that names no release stays as it is. */
  public static String asBuilt(String manifest) throws JsonProcessingException {
    if (!(ViewJson.tree(manifest) instanceof ObjectNode tree) || !tree.has(RELEASED)) {
      return manifest;
    }
    tree.remove(RELEASED);
    return Manifest.text(tree);
  }

  /** SHA-256 of the manifest as it was built. */
  public static String builtHash(String manifest) throws JsonProcessingException {
    return Hashes.of(asBuilt(manifest));
  }
}
