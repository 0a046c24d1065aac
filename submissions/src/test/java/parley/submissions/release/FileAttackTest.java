package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.disclosure.RowFile;
import parley.submissions.disclosure.RowTable;

/** Attack 15 on files: what a spreadsheet would run. */
class FileAttackTest {

  private static final List<String> SMUGGLED =
      List.of("=1+1", "+cmd", "-2+3", "@x", " =1", "a\u0000b", "a\nb", "\tx", "a\rb", "a\u001bb");
  private static final Pattern RUNS = Pattern.compile("\\s*[=+@-].*|.*[\\x00-\\x1f].*", 32);

  @Test
  @Attack(value = 15, by = "formulas in cells", off = "the check of cells")
  void a15NoFormulaOrControlCharacterIsSmuggledInACell() {
    BiConsumer<RowTable, OutputStream> naive =
        (table, out) -> table.rows().forEach(row -> out(out, String.join(",", row) + "\r\n"));
    Defence.holds("formulas", smuggled(RowFile::write), smuggled(naive));
  }

  private static long smuggled(BiConsumer<RowTable, OutputStream> writer) {
    return SMUGGLED.stream()
        .filter(
            cell -> {
              var out = new ByteArrayOutputStream();
              try {
                writer.accept(new RowTable(List.of("c"), List.of(List.of(cell))), out);
              } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).doesNotContain(cell.strip());
              }
              var written = out.toString(StandardCharsets.UTF_8);
              return written.endsWith("\r\n")
                  && RUNS.matcher(written.substring(0, written.length() - 2)).matches();
            })
        .count();
  }

  private static void out(OutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
