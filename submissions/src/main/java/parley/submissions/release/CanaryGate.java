package parley.submissions.release;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import parley.submissions.canary.Canaries;
import parley.submissions.product.ProductFolder;
import parley.submissions.release.ReleaseProblem.Code;
import parley.terminology.scale.Scales;

/** The last gate: one thing of one person in any file, and nothing is released. */
final class CanaryGate {

  private final Gates gates;
  private final Canaries canaries;
  private final Scales scales;

  CanaryGate(Gates gates, Canaries canaries, Scales scales) {
    this.gates = gates;
    this.canaries = canaries;
    this.scales = scales;
  }

  /** Returns when the folder is clean. */
  void pass(ProductFolder<?> folder, ReleaseManifest<?> manifest, ReleaseContent content)
      throws IOException {
    var said =
        String.join(
            "\n",
            ReleaseWords.of(manifest.agreement(), scales),
            ReleaseWords.of(manifest.rows()),
            manifest.provider(),
            manifest.software(),
            content.said());
    var report = gates.scan().of(canaries.exceptSaidIn(said), folder, digests(manifest));
    if (!report.isClean()) {
      throw new ReleaseStopped(
          Stream.concat(
                  report.hits().stream()
                      .map(
                          hit ->
                              problem(
                                  hit.file(),
                                  "nothing of a person of the record is in what leaves; found "
                                      + hit.kind()
                                      + " at byte "
                                      + hit.offset())),
                  report.opaque().stream()
                      .map(file -> problem(file, "all that leaves can be looked into")))
              .distinct()
              .toList());
    }
  }

  private static Set<String> digests(ReleaseManifest<?> manifest) {
    var digests = new HashSet<String>();
    manifest.product().files().forEach(file -> digests.add(file.sha256()));
    digests.add(manifest.product().agreement());
    digests.add(manifest.product().keyId());
    manifest.pairsFromKeyId().ifPresent(digests::add);
    digests.add(manifest.definitions());
    return digests;
  }

  private static ReleaseProblem problem(String file, String rule) {
    return new ReleaseProblem(
        Code.CANARY,
        file,
        rule,
        "find out how it came there; if it is there by chance, leave out the field that says it");
  }
}
