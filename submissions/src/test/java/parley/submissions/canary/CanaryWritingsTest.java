package parley.submissions.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks 8 to 13: what another program makes of letters with accents, and of numbers. */
class CanaryWritingsTest {

  private static final Canaries CANARIES =
      new Canaries.Builder(Set.of())
          .add(CanaryKind.NHS_NUMBER, "999 000 0018")
          .add(CanaryKind.POSTCODE, "ZZ99 3WZ")
          .add(CanaryKind.ADDRESS, "Flat 2, 17 Nowhere Lane")
          .add(CanaryKind.PHONE, "07700 900123")
          .addBirthDate(LocalDate.of(1987, 3, 9))
          .addName(List.of("Łukasz"), "Sørensen")
          .addName(List.of("Jürgen"), "Großmann")
          .addName(List.of("Renée"), "Æthelþing")
          .addName("Đorđe Yıldız")
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NAME | Lukasz",
        "NAME | ŁUKASZ",
        "NAME | Sorensen",
        "NAME | Soerensen",
        "NAME | Grossmann",
        "NAME | GROSSMANN",
        "NAME | GROẞMANN",
        "NAME | Jurgen",
        "NAME | JUERGEN",
        "NAME | JuergenGrossmann",
        "NAME | Aethelthing",
        "NAME | Dorde",
        "NAME | YILDIZ",
        "NAME | name=Renee",
        "NAME | name=C3=Renee",
        "NAME | name=DE=Renee",
        "BIRTH_DATE | 9031987",
        "ADDRESS | Flat 2, 17 Nowhere Lane",
        "ADDRESS | 17 Nowhere Lane",
        "PHONE | 7700900123",
        "PHONE | 7700900123.0",
        "POSTCODE | postcode=ZZ99 3WZ",
        "NHS_NUMBER | nhs=9990000018",
        "NHS_NUMBER | \\x39990000018"
      })
  void eachWayOfWritingIsFoundInTextAndUrl(CanaryKind kind, String form) {
    for (var text : List.of(form, "{\"x\":[\"" + form + "\"]}", "a,b\r\n1," + form + "\r\n")) {
      assertThat(kinds(text)).as("plain").contains(kind);
      assertThat(kinds(URLEncoder.encode(text, StandardCharsets.UTF_8))).as("URL").contains(kind);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ren&eacute;e",
        "REN&Eacute;E",
        "J&uuml;rgen",
        "S&oslash;rensen",
        "Gro&szlig;mann",
        "&AElig;thel&thorn;ing",
        "&Aelig;thel&THORN;ing",
        "Ren&amp;eacute;e",
        "Ren&amp;#233;e",
        "Ren&#x26;#xe9;e",
        "Ren=C3=A9e",
        "Ren\\xc3\\xa9e",
        "Ren\\\\u00e9e",
        "Ren%u00E9e",
        "Ren%25C3%25A9e"
      })
  void escapesOfLettersAreUndoneAlsoWhenTheyAreDoubled(String form) {
    assertThat(kinds(form)).as("alone").containsOnly(CanaryKind.NAME);
    assertThat(kinds("<p title=\"a\">" + form + "</p>")).containsOnly(CanaryKind.NAME);
  }

  @Test
  void base64OfTextOfTwoBytesACharacterIsRead() {
    var text = "the number 9990000018 of Grossmann";
    for (var charset :
        List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
      assertThat(kinds(Base64.getEncoder().encodeToString(text.getBytes(charset))))
          .as(charset.name())
          .contains(CanaryKind.NHS_NUMBER, CanaryKind.NAME);
    }
  }

  /** What begins like an escape and is none goes as it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flat 2",
        "&renee2;",
        "9031988 and 19031987",
        "77009001230 and 770090012",
        "=C3=C3=A9",
        "100%, a=b&c=d; \\q %u12 &#; &#x; &#99999999999; &; \\x4"
      })
  void whatIsNoneOfThemIsNoHit(String text) {
    assertThat(kinds(text)).isEmpty();
  }

  private static List<CanaryKind> kinds(String text) {
    try {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      return new CanaryScan(CANARIES)
          .file("f", new ByteArrayInputStream(bytes)).report().hits().stream()
              .map(CanaryHit::kind)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
