package parley.submissions.release;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parley.submissions.agreement.Grain;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.disclosure.RowFileCheck;
import parley.submissions.engine.ReleaseRow;
import parley.submissions.engine.ReleaseTables;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;
import parley.submissions.product.ProductFolder;
import parley.submissions.product.ProductRow;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.release.ReleaseProblem.Code;

/**
 * Writes the rows of a named recipient: referrals, care contacts, scores, as the agreement asks.
 */
final class PseudonymisedRelease {

  private final ReleaseOrder order;
  private final ReleaseAgreement agreement;
  private final ReleaseTables tables;
  private final CellForms forms;
  private final Optional<CellForms> before;
  private final CodeSheet codes;
  private final PublicationHistory history;
  private final DayWindow window;

  /**
   * @param before makes cells with the key before, when the recipient is to be told of both
   */
  PseudonymisedRelease(
      ReleaseOrder order,
      ReleaseTables tables,
      CellForms forms,
      Optional<CellForms> before,
      CodeSheet codes) {
    this.order = order;
    this.agreement = order.agreement();
    this.window = DayWindow.of(order);
    this.tables = tables;
    this.forms = forms;
    this.before = hasTokens(agreement) ? before : Optional.empty();
    this.codes = codes;
    this.history = order.earlier();
  }

  private static boolean hasTokens(ReleaseAgreement agreement) {
    return agreement.fields().stream().anyMatch(it -> it.role() == Role.TOKEN);
  }

  ReleaseContent into(ProductFolder<Product.Pseudonymised> folder) throws IOException {
    if (before.isEmpty()) {
      return into(folder, fields -> (row, cells) -> {});
    }
    try (var pairs = new PseudonymPairs(before.get(), tables)) {
      var content = into(folder, pairs::rows);
      pairs.write(folder);
      return content;
    }
  }

  private ReleaseContent into(
      ProductFolder<Product.Pseudonymised> folder,
      Function<List<ReleaseField>, PseudonymPairs.Noting> pairs)
      throws IOException {
    var facts = new ArrayList<RowFacts>();
    var referrals = 0L;
    for (var grain : Grain.values()) {
      var fields = agreement.fields(grain);
      if (!fields.isEmpty()) {
        var rows = rows(folder, grain, fields, pairs.apply(fields));
        facts.add(rows);
        referrals = grain == Grain.REFERRAL ? rows.rows() : referrals;
      }
    }
    codes.write(folder);
    return new ReleaseContent(
        facts, Optional.empty(), history, Optional.empty(), referrals, codes.said());
  }

  private RowFacts rows(
      ProductFolder<Product.Pseudonymised> folder,
      Grain grain,
      List<ReleaseField> fields,
      PseudonymPairs.Noting pairs)
      throws IOException {
    List<Function<ReleaseRow, String>> cells =
        fields.stream().map(field -> window.of(field, forms.of(field))).toList();
    var columns = fields.stream().map(ReleaseField::name).toList();
    var count = new int[1];
    try (var sorter = tables.sorter(columns.size())) {
      tables.rows(
          Queries.of(grain),
          row -> {
            var made = cells.stream().map(it -> it.apply(row)).toList();
            sorter.add(made);
            pairs.of(row, made);
          });
      var file =
          folder.rows(
              grain.file(),
              columns,
              writer ->
                  sorter.<IOException>forEach(
                      row -> {
                        writer.write(new ProductRow<>(Product.Pseudonymised.KIND, row));
                        codes.note(fields, row);
                        count[0]++;
                      }));
      apart(file);
      var risk =
          grain == Grain.REFERRAL ? risk(folder, file, fields) : Optional.<RowFacts.Risk>empty();
      return new RowFacts(grain, count[0], risk, Optional.empty());
    }
  }

  /** With the same pseudonyms the rows that are gone are of those who opted out meanwhile. */
  private void apart(ProductFile<Product.Pseudonymised> file) {
    var now = ReleasedRows.in(order, file).map(it -> it.of(order));
    if (order.rows().stream().anyMatch(it -> now.filter(it.of(order)::undoes).isPresent())) {
      throw new ReleaseStopped(
          Code.ROWS,
          file.name(),
          "a release that is not linkable is made once: other rows with the same pseudonyms would"
              + " show who came, changed or opted out between",
          "keep to what was released, or agree on a new version, which has other pseudonyms");
    }
  }

  private Optional<RowFacts.Risk> risk(
      ProductFolder<Product.Pseudonymised> folder,
      ProductFile<Product.Pseudonymised> file,
      List<ReleaseField> fields)
      throws IOException {
    var tokens =
        fields.stream().filter(it -> it.role() == Role.TOKEN).map(ReleaseField::name).toList();
    try (var in = Files.newInputStream(folder.path().resolve(file.name()))) {
      return Risks.of(RowFileCheck.of(in, agreement.rowRule(), tokens));
    }
  }
}
