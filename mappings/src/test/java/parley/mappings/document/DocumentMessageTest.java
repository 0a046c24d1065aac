package parley.mappings.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;

class DocumentMessageTest {

  private static final Mappings MAPPINGS = new Mappings(PackagedTerminology.packaged());
  private static final String PDF = "%%PDF-1.4\n%s\ntrailer<<>>\n%%%%EOF\n";

  private static byte[] pdf(String content) {
    return PDF.formatted(content).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static MappingResult map(String written, String event, String number, String data) {
    return map(written, event, number, data, "2026-11-02T09:00:00Z");
  }

  private static MappingResult map(
      String written, String event, String number, String data, String received) {
    var message =
        String.join(
            "\r",
            "MSH|^~\\&|CLINIC|RXX|PARLEY|RXX|" + written + "||MDM^" + event + "|X1|P|2.4",
            "EVN|" + event + "|" + written,
            "PID|1||9990080070^^^NHS^NH||LETTER^Case||19620412|2",
            "TXA|1|DS^Letter|TX|||||||||" + number,
            data.isEmpty() ? "NTE|1" : "OBX|1|ED|L^Letter||^application^pdf^Base64^" + data);
    return MAPPINGS.map(
        new InboundMessage(
            "1",
            Instant.parse(received),
            Sender.withDefaults("clinic"),
            message.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "202610250150, 2026-10-25T00:50:05Z, 2026-10-25T01:50:00+01:00",
    "202610250110, 2026-10-25T01:10:05Z, 2026-10-25T01:10:00+00:00"
  })
  void aMessageIsNotOlderBecauseTheClocksWentBack(String written, String received, String instant) {
    var data = base64(pdf("letter"));
    var document = only(map(written, "T02", "D-1", data, received), DocumentReference.class);
    assertThat(document.getExtensionByUrl(When.MESSAGE_TIME).getValue().primitiveValue())
        .isEqualTo(instant);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static List<Write> writes(MappingResult result) {
    return ((MappingResult.Mapped) result)
        .bundle().entries().stream().map(Write.class::cast).toList();
  }

  private static <T extends Resource> T only(MappingResult result, Class<T> type) {
    return writes(result).stream()
        .map(Write::resource)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherContentOfTheSameDocumentIsAnotherBinaryAndTheSameReference() {
    var first = map("20261102080000", "T02", "D-1", base64(pdf("one")));
    var second = map("20261102081500", "T08", "D-1", base64(pdf("two")));
    var again = map("20261102083000", "T02", "D-1", base64(pdf("one")));

    assertThat(only(second, DocumentReference.class).getIdPart())
        .isEqualTo(only(first, DocumentReference.class).getIdPart());
    assertThat(only(second, Binary.class).getIdPart())
        .isNotEqualTo(only(first, Binary.class).getIdPart());
    assertThat(only(again, Binary.class).getIdPart())
        .isEqualTo(only(first, Binary.class).getIdPart());
  }

  @Test
  void theSameFileOfAnotherDocumentIsNotTheSameBinary() {
    var one = map("20261102080000", "T02", "D-1", base64(pdf("same")));
    var other = map("20261102080000", "T02", "D-2", base64(pdf("same")));

    assertThat(only(other, Binary.class).getIdPart())
        .isNotEqualTo(only(one, Binary.class).getIdPart());
  }

  @Test
  void aDocumentIsWrittenOnlyOverWhatIsNotNewerAndABinaryOnce() {
    var writes = writes(map("20261102080000", "T02", "D-1", base64(pdf("one"))));

    assertThat(writes)
        .filteredOn(write -> write.resource() instanceof DocumentReference)
        .allMatch(write -> write.when() instanceof When.NotOlder)
        .hasSize(1);
    assertThat(writes)
        .filteredOn(write -> write.resource() instanceof Binary)
        .allMatch(write -> write.when() instanceof When.Absent)
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "20261102080000,true",
    "20261102,false",
    "20261105080000,false",
  })
  void aTimeOfTheMessageThatIsNoMomentOrIsToComeDoesNotOrderIt(String written, boolean stamped) {
    var document = only(map(written, "T02", "D-1", base64(pdf("one"))), DocumentReference.class);

    assertThat(document.hasExtension(When.MESSAGE_TIME)).isEqualTo(stamped);
  }

  @Test
  void aLetterOfSevenMegabytesIsTakenWhole() {
    var bytes = pdf("x".repeat(7_000_000));

    var result = map("20261102080000", "T02", "D-1", base64(bytes));

    assertThat(only(result, Binary.class).getData()).isEqualTo(bytes);
    assertThat(only(result, DocumentReference.class).getContentFirstRep().getAttachment().getSize())
        .isEqualTo(bytes.length);
  }

  @Test
  void aCancellationOfADocumentThatNeverCameIsKeptSoThatTheDocumentDoesNotComeAfterIt() {
    var document = only(map("20261102080000", "T11", "D-9", ""), DocumentReference.class);

    assertThat(document.getStatus().toCode()).isEqualTo("entered-in-error");
    assertThat(document.hasContent()).isTrue();
    assertThat(document.hasExtension(When.MESSAGE_TIME)).isTrue();
  }

  @Test
  void aProblemOfTheContentHoldsNothingOfIt() {
    var rejected =
        (MappingResult.Rejected) map("20261102080000", "T02", "D-1", "SECRETSECRET*SECRET");

    assertThat(rejected.problems())
        .extracting(Problem::rule, Problem::remedy)
        .isNotEmpty()
        .noneMatch(words -> words.toString().contains("SECRET"));
  }
}
