package parley.server.release;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.server.submission.PackageFiles;

/**
 * Addresses of the files of releases. They hold a word that only this gateway can make, for the
 * release and who was told of it, so that a file is had by way of the status alone and by whom it
 * told; after a restart the status gives new ones.
 */
final class ReleaseLinks {

  private final LinkWords words;
  private final String who;

  private ReleaseLinks(LinkWords words, String who) {
    this.words = words;
    this.who = who;
  }

  /** Links of a new secret. */
  static ReleaseLinks create() {
    return new ReleaseLinks(LinkWords.create(), "");
  }

  /** The same for somebody. */
  ReleaseLinks of(String somebody) {
    return new ReleaseLinks(words, somebody);
  }

  /** Names of the files of a release, that of the manifest among them. */
  static List<String> names(ReleaseRow row) {
    return PackageFiles.names(row.folder());
  }

  /** The path of a file: its kind of product, release, word and name. */
  String path(ReleaseRow row, String name) {
    return "/releases/%s/%d/%s/%s"
        .formatted(
            row.product().toLowerCase(Locale.ROOT), row.id(), words.of(thing(row), who), name);
  }

  /** Who was told of the file, if the word is one that this gateway made for them. */
  Optional<String> toldTo(ReleaseRow row, String word) {
    return words.toldTo(thing(row), word);
  }

  private static String thing(ReleaseRow row) {
    return row.id() + " " + row.product() + " " + row.sha256();
  }
}
