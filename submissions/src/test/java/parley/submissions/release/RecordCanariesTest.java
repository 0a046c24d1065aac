package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.submissions.canary.CanaryHit;
import parley.submissions.canary.CanaryKind;
import parley.submissions.canary.CanaryScan;
import parley.submissions.view.ResourceText;

/** What the record knows of a person is looked for, in whichever element it stands. */
class RecordCanariesTest {

  private static final String PATIENT =
      """
      {"resourceType":"Patient","id":"p-1","name":[{"text":"Dr Zebedee Quibbleton"}],
       "address":[{"line":["7 Crumpet Row"],"city":"Wobbleham","district":"Muddlesex"}]}""";
  private static final String RELATED =
      """
      {"resourceType":"RelatedPerson","id":"r-1","name":[{"family":"Snodgrass","given":["Ermin"]}],
       "address":[{"city":"Puddleton"}]}""";

  private static RecordCanaries read() {
    var record =
        new RecordCanaries(
            type ->
                type.equals("Patient")
                    ? Stream.of(ResourceText.of(PATIENT))
                    : type.equals("RelatedPerson")
                        ? Stream.of(ResourceText.of(RELATED))
                        : Stream.empty());
    try (var patients = record.ofType("Patient")) {
      patients.forEach(text -> {});
    }
    record.relatives();
    return record;
  }

  private static List<CanaryHit> hits(CanaryScan scan, String text) throws IOException {
    scan.file("a.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return scan.report().hits();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dr Zebedee Quibbleton",
        "7 Crumpet Row",
        "WOBBLEHAM",
        "muddlesex",
        "Snodgrass",
        "Puddleton"
      })
  void itIsFound(String text) throws IOException {
    assertThat(hits(new CanaryScan(read().noted()), "a,b\n1," + text + "\n")).isNotEmpty();
  }

  @Test
  void aTownThatTheProductNamesItselfIsNoHit() throws IOException {
    var noted = read().noted();
    assertThat(hits(new CanaryScan(noted), "NHS Wobbleham ICB"))
        .extracting(CanaryHit::kind)
        .containsOnly(CanaryKind.PLACE);
    assertThat(hits(new CanaryScan(noted.exceptSaidIn("NHS Wobbleham ICB")), "NHS Wobbleham ICB"))
        .isEmpty();
  }
}
