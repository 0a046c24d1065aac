package parley.submissions.release;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import parley.submissions.build.PackageFolder;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.CountedRow;
import parley.submissions.engine.MeasureQuery;
import parley.submissions.engine.ReleaseTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.release.ReleaseProblem.Code;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.EvaluationFailure;
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
  private final ReleaseWriting writing;

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
    this.writing = new ReleaseWriting(measures, model.scales(), terminology, gates);
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
    return build(record, List.of(new ReleaseWanted(order, folder))).get(0);
  }

  /**
   * Makes several releases of one period of one reading, which takes longer than all else.
   *
   * @param wanted of the same provider and months, with the same list of opt-outs; each comes out
   *     as it would alone, but that anonymous rows are held against those before them
   * @return what came of each, in the same order
   * @throws IllegalArgumentException when they are not of one period of one provider
   */
  public List<ReleaseResult> build(ViewResources record, List<ReleaseWanted> wanted) {
    requireOneReading(wanted);
    var results = new LinkedHashMap<ReleaseWanted, ReleaseResult>();
    var open = new ArrayList<ReleaseWanted>();
    var ids = measures.stream().map(MeasureDefinition::id).collect(Collectors.toSet());
    for (var one : wanted) {
      var problems = OrderCheck.of(one.order(), ids);
      if (problems.isEmpty()) {
        open.add(one);
      } else {
        results.put(one, new ReleaseResult.Refused(problems));
      }
    }
    if (!open.isEmpty()) {
      read(record, open, results);
    }
    return wanted.stream().map(results::get).toList();
  }

  private void read(
      ViewResources record, List<ReleaseWanted> open, Map<ReleaseWanted, ReleaseResult> results) {
    var order = open.get(0).order();
    var canaries = new RecordCanaries(record);
    var opening = ReleaseTables.open(canaries, reader, model, order.limits());
    if (opening instanceof ReleaseTables.Opening.Failed failed) {
      open.forEach(one -> results.put(one, refused(failed.failure())));
      return;
    }
    try (var tables = ((ReleaseTables.Opening.Opened) opening).tables()) {
      tables.identifiers(canaries::id, canaries::identifier);
      canaries.relatives();
      var optOuts = (OptOuts.Current) order.optOuts();
      var left = tables.leaveOut(optOuts.optedOut());
      var counted = counted(tables, open);
      var noted = canaries.noted();
      var made = new ArrayList<ReleasedRows>();
      for (var one : open) {
        var known = new ArrayList<>(one.order().rows());
        known.addAll(made);
        var run = new ReleaseRun(one.order().after(known), optOuts, tables, left, counted, noted);
        var result = writing.released(run, one.folder());
        made.addAll(rows(one.order(), result));
        results.put(one, result);
      }
    }
  }

  private static List<ReleasedRows> rows(ReleaseOrder order, ReleaseResult result) {
    return result instanceof ReleaseResult.Released<?> released
        ? ReleasedRows.in(order, released.manifest().product().files())
        : List.of();
  }

  private static ReleaseResult refused(EvaluationFailure failure) {
    return new ReleaseResult.Refused(
        List.of(
            new ReleaseProblem(Code.RECORD, failure.resource(), failure.rule(), failure.remedy())));
  }

  private static void requireOneReading(List<ReleaseWanted> wanted) {
    for (var one : wanted) {
      var first = wanted.get(0).order();
      var order = one.order();
      if (!order.provider().equals(first.provider())
          || !order.succession().equals(first.succession())
          || !order.first().equals(first.first())
          || !order.last().equals(first.last())
          || !order.optOuts().equals(first.optOuts())) {
        throw new IllegalArgumentException(
            "releases of one reading are of one provider, period and list of opt-outs");
      }
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

  /** All measures or none: what is hidden of one depends on what is shown of the others. */
  private List<CountedRow> counted(ReleaseTables tables, List<ReleaseWanted> open) {
    var figures = open.stream().anyMatch(it -> it.order().agreement().figures().isPresent());
    var queries =
        figures
            ? measures.stream().map(MeasureDefinition::query).toList()
            : List.<MeasureQuery>of();
    var order = open.get(0).order();
    return tables.period(new SubmissionOrder(facts(order), "", order.succession()), queries);
  }

  static SubmissionFacts facts(ReleaseOrder order) {
    return new SubmissionFacts(
        order.provider(),
        order.provider(),
        order.first().atDay(1),
        order.last().atEndOfMonth(),
        LocalDateTime.ofInstant(order.made(), England.TIME));
  }
}
