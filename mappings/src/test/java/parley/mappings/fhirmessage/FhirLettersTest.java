package parley.mappings.fhirmessage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.Test;
import parley.mappings.MappingResult;
import parley.mappings.golden.GoldenCase;

/** Letters that come in a FHIR message. */
class FhirLettersTest {

  @Test
  void aLaterLetterWithoutIdentifierTakesNoOthersPlace() {
    var first = letter("first", "text/html");
    assertThat(letter("second", "text/html").getIdPart()).isNotEqualTo(first.getIdPart());
    assertThat(letter("first", "text/html").getIdPart()).isEqualTo(first.getIdPart());
  }

  @Test
  void whatABrowserWouldRunIsStoredAsPlainText() {
    for (var type : List.of("text/html; charset=utf-8", "image/svg+xml", "TEXT/HTML")) {
      var mapped = ChangedMessage.referral(letterOf("<p>first</p>", type));
      assertThat(ChangedMessage.all(mapped, Binary.class))
          .allMatch(it -> List.of("text/plain", "application/pdf").contains(it.getContentType()))
          .allMatch(it -> it.getSecurityContext().getReference().startsWith("Patient/"))
          .hasSize(2);
    }
  }

  @Test
  void aComposedDocumentSaysItsStateAndDate() {
    var text = new String(GoldenCase.read("stu3/transfer-of-care").bytes(), StandardCharsets.UTF_8);
    var mapped =
        (MappingResult.Mapped)
            ChangedMessage.MAPPINGS.map(
                ChangedMessage.inbound(
                    text.replace("<status value=\"final\"", "<status value=\"entered-in-error\""),
                    "a"));
    var composed =
        ChangedMessage.all(mapped, DocumentReference.class).stream()
            .filter(DocumentReference::hasDocStatus)
            .findFirst()
            .orElseThrow();
    assertThat(composed.getStatus().toCode()).isEqualTo("entered-in-error");
    assertThat(composed.getDate()).isBefore(Date.from(GoldenCase.RECEIVED_AT));
  }

  private static Consumer<Bundle> letterOf(String text, String type) {
    return bundle -> {
      var letter = new DocumentReference();
      letter
          .addContent()
          .getAttachment()
          .setContentType(type)
          .setData(text.getBytes(StandardCharsets.UTF_8));
      bundle.addEntry().setResource(letter);
    };
  }

  private DocumentReference letter(String text, String type) {
    return ChangedMessage.all(
            ChangedMessage.referral(letterOf(text, type)), DocumentReference.class)
        .stream()
        .filter(it -> !it.hasMasterIdentifier())
        .findFirst()
        .orElseThrow();
  }
}
