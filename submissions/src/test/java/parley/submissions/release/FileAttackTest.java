package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Defence;
import parley.submissions.canary.CanaryReport;
import parley.submissions.disclosure.RowFile;
import parley.submissions.disclosure.RowTable;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/** Attack 15 on files: what a spreadsheet would run, and what a release that failed leaves. */
class FileAttackTest {

  private static final List<String> SMUGGLED =
      List.of("=1+1", "+cmd", "-2+3", "@x", " =1", "a\u0000b", "a\nb", "\tx", "a\rb", "a\u001bb");
  private static final Pattern RUNS = Pattern.compile("\\s*[=+@-].*|.*[\\x00-\\x1f].*", 32);

  @TempDir Path folder;

  @Test
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

  @Test
  void a15AReleaseThatIsStoppedLeavesNoPartOfIt() {
    Gates.Scan asleep =
        (canaries, place, digests) -> new CanaryReport(List.of(), List.of(), Map.of());
    var open = new Gates(Gates.SHUT.suppression(), Gates.SHUT.check(), asleep);
    Defence.holds("files that are left", left(Gates.SHUT, "shut"), left(open, "open"));
  }

  /** Files of any name, beside the folder too, that say what stopped the release. */
  private long left(Gates gates, String name) {
    var at = folder.resolve(name).resolve("release");
    var result =
        MadeOrders.builder(new Leaking(), gates)
            .build(new MadePeople(60), MadeOrders.order("evaluation"), at);
    assertThat(result.toString()).doesNotContain(MadePeople.nhsNumber(30));
    return ReleasedFolder.files(folder).values().stream()
        .filter(text -> text.contains(MadePeople.nhsNumber(30)))
        .count();
  }

  /** Displays that name somebody. */
  private static final class Leaking implements Terminology {
    @Override
    public Translation translate(String conceptMap, String code) {
      return MadeOrders.TERMINOLOGY.translate(conceptMap, code);
    }

    @Override
    public boolean validateCode(String valueSet, String system, String code) {
      return MadeOrders.TERMINOLOGY.validateCode(valueSet, system, code);
    }

    @Override
    public Optional<String> display(String system, String code) {
      return Optional.of("see " + MadePeople.nhsNumber(30));
    }
  }

  private static void out(OutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
