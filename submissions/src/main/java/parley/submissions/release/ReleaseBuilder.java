package parley.submissions.release;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.build.PackageFolder;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.CountedRow;
import parley.submissions.engine.ReleaseTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.product.ProductManifest;
import parley.submissions.release.ReleaseProblem.Code;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.terminology.England;
import parley.terminology.Terminology;

/**
 * Makes releases: reads the record once, takes out who opted out, makes rows and figures, measures
 * the finished files, scans them for every source patient, and only then shows the folder. One
 * serves a whole process.
 */
public final class ReleaseBuilder {

  private final ViewReader reader;
  private final CourseModel model;
  private final List<MeasureDefinition> measures;
  private final Terminology terminology;
  private final Gates gates;

  /**
   * @param reader of views
   * @param model what the facts of a course are
   * @param measures which figures there are, such as {@code MeasureFolder.packaged()}
   * @param terminology lists of codes, and displays
   */
  public ReleaseBuilder(
      ViewReader reader,
      CourseModel model,
      List<MeasureDefinition> measures,
      Terminology terminology) {
    this(reader, model, measures, terminology, Gates.SHUT);
  }

  ReleaseBuilder(
      ViewReader reader,
      CourseModel model,
      List<MeasureDefinition> measures,
      Terminology terminology,
      Gates gates) {
    this.reader = reader;
    this.model = model;
    this.measures = List.copyOf(measures);
    this.terminology = terminology;
    this.gates = gates;
  }

  /**
   * Makes a release.
   *
   * @param record the whole record; asked for each type of resource once
   * @param folder where it is to be: not there yet, or empty. It appears whole or not at all
   * @return the release, or every problem of the gate that stopped it
   * @throws ReleaseNotWritten when the disk fails; nothing is left
   * @throws parley.submissions.engine.TablesNotMade when the engine or its disk fails
   */
  public ReleaseResult build(ViewResources record, ReleaseOrder order, Path folder) {
    var problems = OrderCheck.of(order);
    if (!problems.isEmpty() || !(order.optOuts() instanceof OptOuts.Current optOuts)) {
      return new ReleaseResult.Refused(problems);
    }
    var canaries = new RecordCanaries(record);
    var opening = ReleaseTables.open(canaries, reader, model, order.limits());
    if (opening instanceof ReleaseTables.Opening.Failed failed) {
      var failure = failed.failure();
      return new ReleaseResult.Refused(
          List.of(
              new ReleaseProblem(
                  Code.RECORD, failure.resource(), failure.rule(), failure.remedy())));
    }
    try (var tables = ((ReleaseTables.Opening.Opened) opening).tables()) {
      tables.identifiers(canaries::id, canaries::identifier);
      var left = tables.leaveOut(optOuts.optedOut());
      var counted = counted(tables, order);
      return released(new ReleaseRun(order, optOuts, tables, left, counted, canaries.noted()), folder);
    }
  }

  /**
   * Removes what a killed process left beside the folder of a release.
   *
   * @throws IOException when the disk fails
   */
  public static void clear(Path folder) throws IOException {
    PackageFolder.clear(folder);
  }

  private List<CountedRow> counted(ReleaseTables tables, ReleaseOrder order) {
    var queries =
        order.agreement().figures().stream()
            .flatMap(choice -> measures.stream().filter(it -> choice.has(it.id())))
            .map(MeasureDefinition::query)
            .toList();
    return tables.period(
        new SubmissionOrder(facts(order), "", order.succession()),
        order.agreement().population().name(),
        queries);
  }

  private static SubmissionFacts facts(ReleaseOrder order) {
    return new SubmissionFacts(
        order.provider(),
        order.provider(),
        order.first().atDay(1),
        order.last().atEndOfMonth(),
        LocalDateTime.ofInstant(order.made(), England.TIME));
  }

  /** Here a release becomes of one kind, and stays so. */
  private ReleaseResult released(ReleaseRun run, Path folder) {
    var codes = new LeavingCodes(terminology);
    var sheet = new CodeSheet(codes, terminology);
    var order = run.order();
    var start = order.first().atDay(1);
    if (order.agreement().product() instanceof Product.Pseudonymised kind) {
      var forms =
          new CellForms(codes, model.scales(), ReleaseKeys.pseudonyms(order), start, false);
      return filled(
          kind, run, new PseudonymisedRelease(order, run.tables(), forms, sheet)::into, folder);
    }
    var forms = new CellForms(codes, model.scales(), Optional.empty(), start, true);
    var figures =
        order
            .agreement()
            .figures()
            .map(choice -> new FigurePart(choice, measures, run.counted(), facts(order), order));
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
    var order = run.order();
    var agreement = order.agreement();
    var manifest =
        new ReleaseManifest<>(
            new ProductManifest<>(part.product(), agreement.digest(), keyId(order), part.files()),
            agreement,
            order.provider(),
            order.period(),
            order.figures().kind().code(),
            run.optOuts().asOf(),
            written.rows(),
            written.figures(),
            Definitions.digest(),
            order.software(),
            order.made());
    part.manifest(out -> ManifestJson.write(manifest, out));
    new CanaryGate(gates, run.canaries(), model.scales())
        .pass(part, manifest, written);
    return new ReleaseResult.Released<>(
        folder,
        manifest,
        new ReleaseResult.Tally(
            run.left().people(),
            run.left().optedOut(),
            run.left().unasked(),
            written.referrals()),
        written.history(),
        written.utility());
  }

  private static String keyId(ReleaseOrder order) {
    var tokens = order.agreement().fields().stream().anyMatch(it -> it.role() == Role.TOKEN);
    return tokens ? ReleaseKeys.of(order).orElseThrow().id() : "none";
  }
}
