package parley.submissions.release;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.submissions.agreement.FieldCatalogue;
import parley.submissions.agreement.FieldForm;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.disclosure.Ladder;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.product.ProductRow;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** The codes of finished files with what they mean; of codes that did not leave it says nothing. */
final class CodeSheet {

  private static final List<String> COLUMNS = List.of("field", "code", "display");

  private final LeavingCodes codes;
  private final Terminology terminology;
  private final Map<String, TreeSet<String>> left = new TreeMap<>();
  private final Set<String> words = new TreeSet<>();

  CodeSheet(LeavingCodes codes, Terminology terminology) {
    this.codes = codes;
    this.terminology = terminology;
  }

  /** Notes the codes of a row of a finished file. */
  void note(List<ReleaseField> fields, List<String> cells) {
    for (int at = 0; at < cells.size(); at++) {
      if (isCoded(fields.get(at))) {
        left.computeIfAbsent(fields.get(at).name(), name -> new TreeSet<>()).add(cells.get(at));
      }
    }
  }

  /** Writes them, when there are any. */
  <P extends Product> void write(ProductFolder<P> folder) throws IOException {
    if (left.isEmpty()) {
      return;
    }
    folder.rows(
        "codes",
        COLUMNS,
        writer -> {
          for (var entry : left.entrySet()) {
            for (var code : entry.getValue()) {
              var display = display(entry.getKey(), code);
              if (display.isPresent()) {
                words.addAll(ReleaseWords.apart(display.get()));
                writer.write(
                    new ProductRow<>(
                        folder.product(), List.of(entry.getKey(), code, display.get())));
              }
            }
          }
        });
  }

  /** What was written of codes, line by line. */
  String said() {
    return String.join("\n", words);
  }

  private static boolean isCoded(ReleaseField field) {
    var form = FieldCatalogue.find(field.name()).orElseThrow().form();
    return form instanceof FieldForm.Code
        || form instanceof FieldForm.Rung rung
            && rung.ladder() == Ladder.ETHNICITY
            && field.ladder().isEmpty();
  }

  private Optional<String> display(String field, String code) {
    var form = FieldCatalogue.find(field).orElseThrow().form();
    return form instanceof FieldForm.Code coded
        ? codes.display(coded, code)
        : terminology.display(Systems.UKCORE_ETHNIC_CATEGORY, code);
  }
}
