package parley.submissions.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks 8 to 13 and 15 as bytes: each field of a made person, in every form it may leave in. */
class CanaryScanTest {

  private static final Canaries CANARIES =
      new Canaries.Builder(Set.of("ethnicity", "White", "not known", "other"))
          .add(CanaryKind.NHS_NUMBER, "999 000 0018")
          .addName(List.of("Zoë", "Anne"), "Quibbleton-Vaux")
          .addName(List.of("Li"), "White")
          .addName(List.of("Mary Sue"), "de la Crumpet")
          .addBirthDate(LocalDate.of(1987, 3, 9))
          .add(CanaryKind.POSTCODE, "ZZ99 3WZ")
          .add(CanaryKind.ADDRESS, "17 Nowhere Lane")
          .add(CanaryKind.PHONE, "07700 900123")
          .add(CanaryKind.EMAIL, "zoe.q@example.org")
          .add(CanaryKind.IDENTIFIER, "LOC-88172")
          .add(CanaryKind.RESOURCE_ID, "5e1f7c0a-7a3b-4f7e-9e0e-000000000042")
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NHS_NUMBER | 9990000018",
        "NHS_NUMBER | 999 000 0018",
        "NHS_NUMBER | 999-000-0018",
        "NHS_NUMBER | Patient?identifier=https://fhir.nhs.uk/Id/nhs-number%7C9990000018",
        "NHS_NUMBER | NHS9990000018Y",
        "NAME | ZOË",
        "NAME | zoe",
        "NAME | Zo\\u00eb",
        "NAME | Zo&#235;",
        "NAME | Zo%C3%AB",
        "NAME | quibbleton vaux",
        "NAME | Quibbleton",
        "NAME | Ms Vaux",
        "NAME | Mary-Sue",
        "NAME | Mary",
        "NAME | Sue",
        "NAME | QuibbletonVauxZoe",
        "NAME | Dear Li, how",
        "NAME | Li White",
        "NAME | White, Li",
        "BIRTH_DATE | 1987-03-09T12:00:00Z",
        "BIRTH_DATE | 09/03/1987",
        "BIRTH_DATE | 9 March 1987",
        "BIRTH_DATE | Mar 9, 1987",
        "BIRTH_DATE | 9.3.1987",
        "BIRTH_DATE | 9/3/1987",
        "BIRTH_DATE | 3/9/1987",
        "BIRTH_DATE | 9/03/1987",
        "BIRTH_DATE | 09/3/1987",
        "BIRTH_DATE | 9 / 3 / 1987",
        "BIRTH_DATE | 1987-3-9",
        "BIRTH_DATE | 1987/3/9",
        "BIRTH_DATE | 1987.03.9",
        "BIRTH_DATE | 9th March 1987",
        "BIRTH_DATE | 9th of March, 1987",
        "BIRTH_DATE | March 9th 1987",
        "BIRTH_DATE | 9-Mar-1987",
        "BIRTH_DATE | 9_3_1987",
        "SHORT_BIRTH_DATE | 09/03/87",
        "SHORT_BIRTH_DATE | 9.3.87",
        "SHORT_BIRTH_DATE | 3-9-87",
        "SHORT_BIRTH_DATE | 87-03-09",
        "SHORT_BIRTH_DATE | 09-Mar-87",
        "SHORT_BIRTH_DATE | 9 Mar 87",
        "SHORT_BIRTH_DATE | 9th March '87",
        "BIRTH_DATE | 19870309",
        "POSTCODE | zz993wz",
        "ADDRESS | 17, Nowhere  Lane",
        "PHONE | +44 7700 900123",
        "PHONE | +44 (0)7700 900123",
        "EMAIL | ZOE.Q@EXAMPLE.ORG",
        "EMAIL | zoe.q%40example.org",
        "IDENTIFIER | loc88172",
        "RESOURCE_ID | urn:uuid:5E1F7C0A-7A3B-4F7E-9E0E-000000000042",
        "RESOURCE_ID | Patient/5e1f7c0a-7a3b-4f7e-9e0e-000000000042/_history/1"
      })
  void a08To13FindsEachFormOfEachKindWhereverItIsPut(CanaryKind kind, String form) {
    for (var text : List.of(form, "{\"x\":[\"" + form + "\"]}", "a,b\r\n1," + form + "\r\n")) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(kinds(bytes)).as("plain").contains(kind);
      assertThat(kinds(text.getBytes(StandardCharsets.UTF_16LE))).as("UTF-16").contains(kind);
      assertThat(
              form.contains("&#") // An escape within one of another sort is not undone.
                  ? List.of(kind)
                  : kinds(
                      URLEncoder.encode(text, StandardCharsets.UTF_8)
                          .getBytes(StandardCharsets.UTF_8)))
          .as("URL")
          .contains(kind);
      var padded = "some words before " + text;
      for (var encoded :
          List.of(
              Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.UTF_8)),
              Base64.getUrlEncoder().encodeToString(padded.getBytes(StandardCharsets.UTF_8)),
              Base64.getMimeEncoder(20, new byte[] {'\r', '\n'})
                  .encodeToString(padded.getBytes(StandardCharsets.UTF_8)))) {
        for (var before : List.of("", "x", "xy", "xyz", "data:text/plain;base64,")) {
          var hits = scan("f", (before + encoded).getBytes(StandardCharsets.UTF_8)).hits();
          assertThat(hits).as("base64").anyMatch(hit -> hit.kind() == kind);
        }
      }
      assertThat(kinds(zip(zip(bytes, "e"), "inner.zip"))).as("zip in zip").contains(kind);
      assertThat(kinds(gzip(bytes))).as("gzip").contains(kind);
    }
  }

  @Test
  void whatTheFilesSayOfThemselvesIsNoLongerLookedForAlone() {
    var builder =
        new Canaries.Builder(Set.of())
            .add(CanaryKind.NHS_NUMBER, "9990000018")
            .add(CanaryKind.IDENTIFIER, "10005")
            .add(CanaryKind.IDENTIFIER, "10010")
            .addName(List.of("Li"), "White")
            .addName(List.of("Mary Sue"), "de la Crumpet")
            .addBirthDate(LocalDate.of(1987, 3, 9));
    var canaries = builder.build().exceptSaidIn("Of 10005: White; 9990000018, 19870309");
    assertThat(found(canaries, "white, 10005 and li")).containsExactly(CanaryKind.NAME);
    assertThat(found(canaries, "Li White")).contains(CanaryKind.NAME);
    assertThat(found(canaries, "10010")).containsExactly(CanaryKind.IDENTIFIER);
    assertThat(found(canaries, "9990000018")).containsExactly(CanaryKind.NHS_NUMBER);
    assertThat(found(canaries, "1987-03-09")).containsExactly(CanaryKind.BIRTH_DATE);
    assertThat(canaries.left()).containsEntry(CanaryKind.IDENTIFIER, 1);
  }

  private static List<CanaryKind> found(Canaries canaries, String text) {
    try {
      return new CanaryScan(canaries)
              .file("f", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .report()
              .hits()
              .stream()
              .map(CanaryHit::kind)
              .distinct()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the rows, pages and manifests of a product may well say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10/3/1987, 9/4/1987, 9-3-1988, 1987-9-4, 9 March 1986, 10th of March 1987",
        "9,3,1987 and 9,3,87 and 9 3 87 and 9:3:87",
        "version 1.9.3.87, 2.9.3.87.5 and 9.3.87.1; urn:oid:1.3.9.3.87",
        "9.3 of 87 and 1987; 9/3 of 1987",
        "rows 9|3|1987, 9;3;87 and 9\n3\n87",
        "x9Mar87 and 9mar87k",
        "18 to 24, 25 to 34, 9 months of 87",
        "maryland, suede, de, la, crumpets, vauxhall"
      })
  void whatOnlyLooksLikeADateOrAPartOfANameIsNoHit(String text) {
    assertThat(scan("f", text.getBytes(StandardCharsets.UTF_8)).hits()).isEmpty();
  }

  @Test
  void theNumberOfAVersionIsNoBirthDateWhenTheProductSaysIt() {
    var canaries =
        new Canaries.Builder(Set.of())
            .addBirthDate(LocalDate.of(1926, 2, 1))
            .build()
            .exceptSaidIn("1.2.26 of 01/02/1926");
    assertThat(found(canaries, "software 1.2.26")).isEmpty();
    assertThat(found(canaries, "1.2.1926")).containsExactly(CanaryKind.BIRTH_DATE);
  }

  @Test
  void a15NamesOfFilesAndEntriesAreScannedAndNotSaid() {
    var report = scan("export-9990000018.csv", new byte[0]);
    assertThat(report.hits())
        .containsExactly(
            new CanaryHit(CanaryKind.NHS_NUMBER, "file 1", -1, CanaryHit.Encoding.FILE_NAME));
    var entry = scan("a.zip", zip(new byte[] {'x'}, "Quibbleton-Vaux.txt")).hits();
    assertThat(entry)
        .contains(new CanaryHit(CanaryKind.NAME, "a.zip!1", -1, CanaryHit.Encoding.FILE_NAME));
    assertThat(report.toString() + entry)
        .doesNotContainIgnoringCase("9990000018")
        .doesNotContainIgnoringCase("quibble");
  }

  @Test
  void saysWhereAndNeverWhat() {
    var report = scan("rows.csv", "abc,9990000018\n".getBytes(StandardCharsets.UTF_8));
    assertThat(report.hits())
        .containsExactly(
            new CanaryHit(CanaryKind.NHS_NUMBER, "rows.csv", 13, CanaryHit.Encoding.TEXT));
    assertThat(report.isClean()).isFalse();
  }

  @Test
  void otherPeoplesValuesAndProductWordsAreNoHits() {
    var text =
        "ab7li3cdezoe4anne5zz993wz2,ethnicity,White,9990000026,1987-03-10,ZZ99 3WY,LOC-88173,solid,anneal,1987,03\n"
            + "99900000180,19990000018,loc881722";
    var report = scan("f", text.getBytes(StandardCharsets.UTF_8));
    assertThat(report.hits()).isEmpty();
    assertThat(report.left()).containsEntry(CanaryKind.NAME, 1);
    var random = new byte[1 << 20];
    new Random(3).nextBytes(random);
    assertThat(scan("f", Base64.getEncoder().encode(random)).hits())
        .filteredOn(hit -> hit.encoding() == CanaryHit.Encoding.BASE64)
        .isEmpty();
  }

  @Test
  void whatCannotBeLookedIntoIsNotClean() {
    assertThat(scan("f", "PAR1....".getBytes(StandardCharsets.UTF_8)).opaque())
        .containsExactly("f");
    var broken = zip(new byte[100_000], "e");
    assertThat(scan("f", java.util.Arrays.copyOf(broken, broken.length / 2)).isClean()).isFalse();
    var deep = "nothing".getBytes(StandardCharsets.UTF_8);
    for (var depth = 0; depth < 6; depth++) {
      deep = zip(deep, "e" + depth);
    }
    assertThat(scan("f", deep).opaque()).hasSize(1);
  }

  @Test
  void tenMegabytesAreScannedInTheSameMemory() throws IOException {
    var block =
        "rows of,2026 Q4,White,not known,25 to 34\r\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    var streams = new ArrayList<InputStream>();
    for (var at = 0; at < 500; at++) {
      streams.add(new ByteArrayInputStream(block));
    }
    streams.add(new ByteArrayInputStream("zz99 3wz".getBytes(StandardCharsets.UTF_8)));
    var all = new SequenceInputStream(java.util.Collections.enumeration(streams));
    var hits = new CanaryScan(CANARIES).file("f", all).report().hits();
    assertThat(hits)
        .containsExactly(
            new CanaryHit(
                CanaryKind.POSTCODE, "f", 500L * block.length + 7, CanaryHit.Encoding.TEXT));
  }

  private static List<CanaryKind> kinds(byte[] bytes) {
    return scan("f", bytes).hits().stream().map(CanaryHit::kind).toList();
  }

  private static CanaryReport scan(String name, byte[] bytes) {
    try {
      return new CanaryScan(CANARIES).file(name, new ByteArrayInputStream(bytes)).report();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(byte[] bytes, String entry) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
