package parley.submissions.release;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parley.submissions.agreement.Grain;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.disclosure.RowFile;
import parley.submissions.disclosure.RowRelease;
import parley.submissions.disclosure.RowRule;
import parley.submissions.disclosure.RowTable;
import parley.submissions.engine.ReleaseRow;
import parley.submissions.engine.ReleaseTables;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;
import parley.submissions.product.ProductFolder;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.release.ReleaseProblem.Code;

/** Writes rows that anyone may have, and figures. */
final class AnonymousRelease {

  private final ReleaseOrder order;
  private final ReleaseAgreement agreement;
  private final ReleaseTables tables;
  private final CellForms forms;
  private final CodeSheet codes;
  private final Gates gates;
  private final Optional<FigurePart> figures;
  private final PublicationHistory history;

  /**
   * @param figures empty when the agreement asks for none
   */
  AnonymousRelease(
      ReleaseOrder order,
      ReleaseTables tables,
      CellForms forms,
      CodeSheet codes,
      Gates gates,
      Optional<FigurePart> figures) {
    this.order = order;
    this.agreement = order.agreement();
    this.tables = tables;
    this.forms = forms;
    this.codes = codes;
    this.gates = gates;
    this.figures = figures;
    this.history = order.earlier();
  }

  ReleaseContent into(ProductFolder<Product.Anonymous> folder) throws IOException {
    var facts = new ArrayList<RowFacts>();
    var given = 0L;
    var fields = agreement.fields(Grain.REFERRAL);
    if (!fields.isEmpty()) {
      var made = suppressed(fields);
      given = made.given();
      facts.add(written(folder, fields, made));
      codes.write(folder);
    }
    if (figures.isEmpty()) {
      return new ReleaseContent(
          facts, Optional.empty(), history, Optional.empty(), given, codes.said());
    }
    var published = figures.get().into(folder);
    return new ReleaseContent(
        facts,
        Optional.of(published.facts()),
        published.history(),
        Optional.of(published.utility()),
        given,
        codes.said() + '\n' + published.said());
  }

  private RowRelease.Made suppressed(List<ReleaseField> fields) {
    List<Function<ReleaseRow, String>> cells = fields.stream().map(forms::of).toList();
    var known = new HashMap<String, String>();
    var rows = new ArrayList<List<String>>();
    var people = new ArrayList<String>();
    tables.rows(
        Queries.of(Grain.REFERRAL),
        row -> {
          rows.add(
              cells.stream()
                  .map(it -> known.computeIfAbsent(it.apply(row), text -> text))
                  .toList());
          // Nobody is left in who has no number.
          people.add(row.value("nhs_number").orElseThrow().replace(" ", ""));
        });
    var columns = fields.stream().map(ReleaseField::name).toList();
    var release = gates.suppression().of(new RowTable(columns, rows, people), rule());
    if (release instanceof RowRelease.Refused refused) {
      throw new ReleaseStopped(
          Code.ROWS, "field " + refused.field(), refused.rule(), refused.remedy());
    }
    var made = (RowRelease.Made) release;
    if (made.table().rows().isEmpty()) {
      // Released, it would take its months from one that has rows.
      throw new ReleaseStopped(
          Code.ROWS,
          "rows",
          "anonymous rows are released when k people are alike; of these referrals no row is left",
          "release a longer period, or name fewer fields or coarser levels in an agreement");
    }
    return made;
  }

  private RowRule rule() {
    return agreement.rowRule();
  }

  private RowFacts written(
      ProductFolder<Product.Anonymous> folder, List<ReleaseField> fields, RowRelease.Made made)
      throws IOException {
    var table = made.table();
    var file =
        folder.rows(Grain.REFERRAL.file(), table.columns(), writer -> RowFile.write(table, writer));
    apart(file);
    table.rows().forEach(row -> codes.note(fields, row));
    var people = made.leastPeople(rule());
    return new RowFacts(
        Grain.REFERRAL,
        table.rows().size(),
        checked(folder, file).map(risk -> Risks.ofPeople(risk, people)),
        Optional.of(
            new RowFacts.Suppression(
                people, made.missingShare(), made.pooledShare(), cells(made))));
  }

  /** What one file has more than an earlier one of the same people is the row of somebody. */
  private void apart(ProductFile<Product.Anonymous> file) {
    var now = new ReleasedRows(order.provider(), order.first(), order.last(), file.sha256());
    if (order.rows().stream().anyMatch(it -> it.of(order).undoes(now.of(order)))) {
      throw new ReleaseStopped(
          Code.ROWS,
          file.name(),
          "anonymous rows of a month are released once: other rows of a month in common would show"
              + " who came between",
          "keep to what was released, or release months that no anonymous rows were released of");
    }
  }

  private Optional<RowFacts.Risk> checked(
      ProductFolder<Product.Anonymous> folder, ProductFile<Product.Anonymous> file)
      throws IOException {
    try (var in = Files.newInputStream(folder.path().resolve(file.name()))) {
      var verdict = gates.check().of(in, rule());
      if (!verdict.faults().isEmpty()) {
        throw new ReleaseStopped(
            verdict.faults().stream()
                .map(
                    fault ->
                        new ReleaseProblem(
                            Code.ROW_CHECK,
                            file.name(),
                            "the finished file keeps to the agreement's k and l, and " + fault,
                            "this is a fault of the program: report it, and release nothing"))
                .toList());
      }
      return Risks.of(verdict);
    }
  }

  private static BigDecimal cells(RowRelease.Made made) {
    var columns = made.table().columns().size();
    var all = (long) made.given() * columns;
    if (all == 0) {
      return BigDecimal.ZERO;
    }
    var missing = (long) (made.given() - made.table().rows().size()) * columns;
    var gone = missing + made.folded();
    return BigDecimal.valueOf(100 * gone).divide(BigDecimal.valueOf(all), 0, RoundingMode.HALF_UP);
  }
}
