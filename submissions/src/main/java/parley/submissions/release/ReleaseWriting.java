package parley.submissions.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.build.PackageFolder;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.product.ProductManifest;
import parley.submissions.pseudonym.MasterKey;
import parley.submissions.release.ReleaseProblem.Code;
import parley.terminology.Terminology;
import parley.terminology.scale.Scales;

/** Writes one release of a record that was read. Here it becomes of one kind, and stays so. */
final class ReleaseWriting {

  private final List<MeasureDefinition> measures;
  private final Scales scales;
  private final Terminology terminology;
  private final Gates gates;

  ReleaseWriting(
      List<MeasureDefinition> measures, Scales scales, Terminology terminology, Gates gates) {
    this.measures = List.copyOf(measures);
    this.scales = scales;
    this.terminology = terminology;
    this.gates = gates;
  }

  ReleaseResult released(ReleaseRun run, Path folder) {
    var codes = new LeavingCodes(terminology);
    var sheet = new CodeSheet(codes, terminology);
    var order = run.order();
    var start = order.first().atDay(1);
    run.tables().population(order.agreement().population().name());
    if (order.agreement().product() instanceof Product.Pseudonymised kind) {
      var forms = new CellForms(codes, scales, ReleaseKeys.pseudonyms(order), start, false);
      var before =
          ReleaseKeys.before(order)
              .map(it -> new CellForms(codes, scales, Optional.of(it), start, false));
      return filled(
          kind,
          run,
          new PseudonymisedRelease(order, run.tables(), forms, before, sheet)::into,
          folder);
    }
    var forms = new CellForms(codes, scales, Optional.empty(), start, true);
    var figures =
        order
            .agreement()
            .figures()
            .map(
                choice ->
                    new FigurePart(
                        choice, measures, run.counted(), ReleaseBuilder.facts(order), order));
    return filled(
        Product.Anonymous.KIND,
        run,
        new AnonymousRelease(order, run.tables(), forms, sheet, gates, figures)::into,
        folder);
  }

  private interface Content<P extends Product> {
    ReleaseContent into(ProductFolder<P> folder) throws IOException;
  }

  private <P extends Product> ReleaseResult filled(
      P kind, ReleaseRun run, Content<P> content, Path folder) {
    var made = new ArrayList<ReleaseResult>(1);
    try {
      var refusal =
          PackageFolder.fill(
              folder,
              part ->
                  made.add(
                      finished(
                          new ProductFolder<>(kind, part, run.order().period()),
                          run,
                          content,
                          folder)));
      return refusal.isEmpty() ? made.get(0) : refused(refusal.get());
    } catch (ReleaseStopped e) {
      return new ReleaseResult.Refused(e.problems());
    } catch (IOException e) {
      throw new ReleaseNotWritten(folder, e);
    }
  }

  private static ReleaseResult refused(PackageFolder.Refusal refusal) {
    var rule =
        refusal == PackageFolder.Refusal.BUSY
            ? "one release is written into a folder at a time"
            : "a release is never overwritten";
    return new ReleaseResult.Refused(
        List.of(new ReleaseProblem(Code.FOLDER, "folder", rule, "name another folder")));
  }

  private <P extends Product> ReleaseResult finished(
      ProductFolder<P> part, ReleaseRun run, Content<P> content, Path folder) throws IOException {
    var written = content.into(part);
    RowParquet.beside(run.order().agreement(), part);
    var manifest = manifest(part, run, written);
    part.manifest(out -> ManifestJson.write(manifest, out));
    new CanaryGate(gates, run.canaries(), scales).pass(part, manifest, written);
    return new ReleaseResult.Released<>(
        folder,
        manifest,
        new ReleaseResult.Tally(
            run.left().people(), run.left().optedOut(), run.left().unasked(), written.referrals()),
        written.history(),
        written.utility());
  }

  private static <P extends Product> ReleaseManifest<P> manifest(
      ProductFolder<P> part, ReleaseRun run, ReleaseContent written) {
    var order = run.order();
    var agreement = order.agreement();
    return new ReleaseManifest<>(
        new ProductManifest<>(part.product(), agreement.digest(), keyId(order), part.files()),
        agreement,
        order.provider(),
        order.period(),
        order.figures().kind().code(),
        run.optOuts().asOf(),
        written.rows(),
        written.figures(),
        hasTokens(order) ? PairedKey.of(order).map(MasterKey::id) : Optional.empty(),
        Definitions.digest(),
        order.software());
  }

  private static String keyId(ReleaseOrder order) {
    return hasTokens(order) ? ReleaseKeys.of(order).orElseThrow().id() : "none";
  }

  private static boolean hasTokens(ReleaseOrder order) {
    return order.agreement().fields().stream().anyMatch(it -> it.role() == Role.TOKEN);
  }
}
