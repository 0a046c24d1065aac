package parley.server.terminologyload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.terminology.SnomedId;

/** What is recognised as a release, what is refused in which words, and which rows are taken. */
class ReleaseZipTest {

  @TempDir Path folder;

  @Test
  void refusesWhatIsNoRelease() throws IOException {
    assertThat(refusal(folder.resolve("none.zip"))).endsWith("there is no such file");
    assertThat(refusal(folder)).endsWith("is not a file that can be read");
    var text = Files.writeString(folder.resolve("text.zip"), "id\tactive\n");
    assertThat(refusal(text)).contains("is not a zip");
    var other = MadeUpRelease.empty().with("holiday.txt", "sun").zip(folder.resolve("other.zip"));
    assertThat(refusal(other)).contains("neither a SNOMED CT release").contains("nor a LOINC");
  }

  @Test
  void refusesAZipThatIsCutShort() throws IOException {
    var whole = Files.readAllBytes(MadeUpRelease.snomed(50).zip(folder.resolve("whole.zip")));
    var cut = folder.resolve("cut.zip");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThat(refusal(cut)).contains("is cut short or damaged");
  }

  @Test
  void refusesAZipWithADamagedFile() throws IOException {
    var file = MadeUpRelease.snomed(5_000).zip(folder.resolve("damaged.zip"));
    var bytes = Files.readAllBytes(file);
    // Somewhere in the middle of the packed concepts; the directory at the end stays whole.
    for (var i = 5_000; i < 5_100; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);
    assertThat(refusal(file)).contains("is cut short or damaged").contains("sct2_Concept");
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    var snomed = MadeUpRelease.snomed(3).without("Relationship").zip(folder.resolve("s.zip"));
    assertThat(refusal(snomed))
        .contains("missing: sct2_Relationship_*Snapshot*.txt")
        .doesNotContain("sct2_Concept");
    var delta = MadeUpRelease.snomed("D/", "Delta", "INT", 3).zip(folder.resolve("d.zip"));
    assertThat(refusal(delta)).contains("sct2_Concept", "sct2_Description", "sct2_Relationship");
    var loinc = MadeUpRelease.loinc().without("Part.csv").without("Hierarchy");
    assertThat(refusal(loinc.zip(folder.resolve("l.zip"))))
        .contains("missing: ")
        .contains("AccessoryFiles/PartFile/Part.csv")
        .contains("MultiAxialHierarchy.csv")
        .doesNotContain("AnswerList.csv");
  }

  @Test
  void namesTheColumnsOfRf2() throws IOException {
    var file =
        MadeUpRelease.snomed(1)
            .without("Relationship")
            .with("x/sct2_Relationship_Snapshot_INT_20990101.txt", "id\tactive\n");
    assertThat(refusal(file.zip(folder.resolve("c.zip")))).contains("sourceId, destinationId");
  }

  @Test
  void refusesAReleaseThatWouldReplaceAGoodOneByNothing() throws IOException {
    var header = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\n";
    var name = "x/sct2_Concept_Snapshot_INT_20990101.txt";
    var made = MadeUpRelease.snomed(2).without("Concept");
    var none = made.with(name, header).zip(folder.resolve("n.zip"));
    assertThat(refusal(none)).contains("no active concept");
    var inactive = made.with(name, header + "138875005\t20990101\t0\t0\t0\n");
    assertThat(refusal(inactive.zip(folder.resolve("i.zip")))).contains("no active concept");
    for (var id : new String[] {"abc", "138875006", "12345"}) {
      var bad = made.with(name, header + id + "\t20990101\t1\t0\t0\n");
      assertThat(refusal(bad.zip(folder.resolve("b.zip"))))
          .contains("line 2: id is not a SNOMED CT identifier")
          .doesNotContain(id + "\t");
    }
    var loinc = MadeUpRelease.loinc().without("Loinc.csv");
    loinc.with("L/LoincTable/Loinc.csv", "\"LOINC_NUM\",\"COMPONENT\"\n");
    assertThat(refusal(loinc.zip(folder.resolve("ln.zip")))).contains("holds no LOINC code");
  }

  @Test
  void refusesOtherLettersThanUtf8() throws IOException {
    var file = MadeUpRelease.snomed(400).zip(folder.resolve("l1.zip"));
    var latin = folder.resolve("latin.zip");
    try (var from = new ZipFile(file.toFile());
        var to = new ZipOutputStream(Files.newOutputStream(latin))) {
      for (var entry : (Iterable<ZipEntry>) from.stream().map(ZipEntry.class::cast)::iterator) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        var text = new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        to.write(text.replace("thing 399", "chos\u00e9 399").getBytes(StandardCharsets.ISO_8859_1));
        to.closeEntry();
      }
    }
    assertThat(refusal(latin)).contains("sct2_Description").contains("is not in UTF-8");
  }

  @Test
  void knowsACheckDigit() {
    for (var id : new String[] {"138875005", "116680003", "900000000000003001", "720433000"}) {
      assertThat(SnomedId.isValid(id)).as(id).isTrue();
      assertThat(SnomedId.isValid(id.substring(1) + id.charAt(0))).as("turned %s", id).isFalse();
    }
    assertThat(SnomedId.isValid("138857005")).as("two digits swapped").isFalse();
  }

  @Test
  void takesTheFilesOfAUkEditionToo() throws IOException {
    var uk =
        MadeUpRelease.snomed(1)
            .with(MadeUpRelease.snomed("UK/", "UKCLSnapshot", "GB1000000", 2))
            .with(MadeUpRelease.snomed("Mono/", "MONOSnapshot", "GB", 3))
            .with("UK/sct2_Description_UKCLSnapshot-es_GB_20990101.txt", "not read");
    assertThat(text(uk, "Concept").lines().filter(line -> line.startsWith("99"))).hasSize(6);
  }

  @Test
  void prefersTheSnapshotAndTakesWhatHoldsNow() throws IOException {
    var release =
        MadeUpRelease.snomed("Full/", "Full", "INT", 1)
            .withRow(
                "Description",
                MadeUpRelease.description(
                    MadeUpRelease.checked("50000"),
                    "20990101",
                    true,
                    MadeUpRelease.concept(1),
                    "900000000000003001",
                    "Old"))
            .withRow(
                "Description",
                MadeUpRelease.description(
                    MadeUpRelease.checked("50000"),
                    "20990601",
                    false,
                    MadeUpRelease.concept(1),
                    "900000000000003001",
                    "Old"));
    assertThat(text(release, "Description"))
        .contains("Invented thing 1 (made up)")
        .doesNotContain("Other name")
        .doesNotContain("Old");
    assertThat(text(release.with(MadeUpRelease.snomed(2)), "Description"))
        .contains("Invented thing 2 (made up)");
  }

  @Test
  void saysWhatIsWrongInOneLine() throws InterruptedException {
    var err = new ByteArrayOutputStream();
    var command =
        new TerminologyLoadCommand(System.out, new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(command.run("terminology", "load", folder.resolve("none.zip").toString()))
        .isEqualTo(2);
    assertThat(command.run("terminology")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .anyMatch(line -> line.endsWith("none.zip: there is no such file"))
        .anyMatch(line -> line.startsWith("parley: usage: "));
  }

  private String text(MadeUpRelease made, String type) throws IOException {
    try (var release = (Release.Readable) ReleaseZip.open(made.zip(folder.resolve("r.zip")))) {
      assertThat(release.kind()).isEqualTo(Release.Kind.SNOMED_CT);
      return release.files().stream()
          .filter(file -> file.getFilename().contains("sct2_" + type + "_Full_"))
          .map(file -> read(file.getInputStream()))
          .collect(Collectors.joining());
    }
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String refusal(Path file) throws IOException {
    try (var release = ReleaseZip.open(file)) {
      assertThat(release).isInstanceOf(Release.Refused.class);
      return ((Release.Refused) release).reason();
    }
  }
}
