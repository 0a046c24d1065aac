package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Envelope;

class AcknowledgementsTest {

  private static final Clock SUMMER =
      Clock.fixed(Instant.parse("2026-07-01T09:30:00Z"), ZoneOffset.UTC);
  private static final Problem MENDABLE =
      Problem.error(ProblemCode.INVALID_VALUE, "OBX[2]-5", "A number has digits.", "Send digits.");
  private static final Problem FINAL =
      Problem.error(ProblemCode.UNSUPPORTED_TYPE, "MSH-9", "Only some types.", "Send another.");

  private final Acknowledgements acknowledgements = new Acknowledgements(SUMMER);

  /** HL7 table 0155 twice over, and every outcome. */
  static Stream<Arguments> enhanced() {
    var conditions = List.of("AL", "NE", "ER", "SU");
    return conditions.stream()
        .flatMap(
            accept ->
                conditions.stream()
                    .flatMap(
                        application ->
                            Stream.of('A', 'E', 'R')
                                .map(verdict -> row(accept, application, verdict))));
  }

  private static Arguments row(String accept, String application, char verdict) {
    var expected = new ArrayList<String>();
    if (sent(accept, verdict)) {
      expected.add("C" + verdict + "|7");
    }
    if (sent(application, verdict)) {
      expected.add("A" + verdict + "|7");
    }
    return Arguments.of(accept, application, verdict, String.join(" ", expected));
  }

  private static boolean sent(String condition, char verdict) {
    return condition.equals("AL")
        || condition.equals("ER") && verdict != 'A'
        || condition.equals("SU") && verdict == 'A';
  }

  @Test
  void anAcknowledgementIsNotAcknowledgedUnlessItAsksForAnAcceptOne() {
    var original = "MSH|^~\\&|A|B|C|D|20260701||ACK^I12^ACK|7|P|2.4\rMSA|AA|P1\r";
    var enhanced = "MSH|^~\\&|A|B|C|D|20260701||ACK^I12|7|P|2.4|||AL|AL\rMSA|AA|P1\r";

    assertThat(answer(original.getBytes(StandardCharsets.UTF_8), 'R')).isEmpty();
    assertThat(answer(enhanced.getBytes(StandardCharsets.UTF_8), 'R').map(Texts::verdicts))
        .contains("CR|7");
  }

  @ParameterizedTest(name = "{0}/{1} {2}: {3}")
  @MethodSource("enhanced")
  void enhancedModeAnswersWhatWasAskedFor(
      String accept, String application, char verdict, String expected) {
    var answer = answer(Texts.enhanced("7", accept, application), verdict);
    assertThat(answer.map(Texts::verdicts).orElse("")).isEqualTo(expected);
    assertThat(answer.isEmpty()).isEqualTo(expected.isEmpty());
  }

  @Test
  void originalModeAnswersOnce() {
    for (char verdict : new char[] {'A', 'E', 'R'}) {
      var answer = answer(Texts.message("7"), verdict).orElseThrow();
      assertThat(Texts.verdicts(answer)).isEqualTo("A" + verdict + "|7");
    }
  }

  @Test
  void anEmptyConditionOfEnhancedModeIsNever() {
    assertThat(answer(Texts.enhanced("7", "AL", ""), 'A').map(Texts::verdicts)).contains("CA|7");
    assertThat(answer(Texts.enhanced("7", "", "AL"), 'A').map(Texts::verdicts)).contains("AA|7");
  }

  @Test
  void theHeaderIsTurnedRoundAndDatedInLondon() {
    var answer = Texts.text(answer(Texts.message("7"), 'A').orElseThrow());
    assertThat(answer)
        .isEqualTo(
            "MSH|^~\\&|PARLEY|TT|GPSYS|RIVERSIDE|20260701103000+0100||ACK^A28^ACK|P1.1|P|2.4\r"
                + "MSA|AA|7\r");
  }

  @Test
  void theControlIdComesBackByteForByte() {
    for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
      var message =
          "MSH|^~\\&|A|B|C|D|20260701||ADT^A28| \u00e9\u00df 1 |P|2.4\r".getBytes(charset);
      var answer = answer(message, 'A').orElseThrow();
      var id = Texts.text(" \u00e9\u00df 1 ".getBytes(charset));
      assertThat(Texts.verdicts(answer)).isEqualTo("AA|" + id);
    }
  }

  @Test
  void aMessageWithoutControlIdIsAnswered() {
    assertThat(answer(Texts.message(""), 'A').map(Texts::verdicts)).contains("AA|");
    assertThat(answer(Texts.bytes("MSH|^~\\&|A|B"), 'E').map(Texts::verdicts)).contains("AE|");
  }

  @Test
  void whatIsNotHl7IsRefusedWithTheUsualSeparators() {
    var answer =
        acknowledgements
            .answer(
                Texts.bytes("hello"),
                "P1.1",
                JournalEntry.State.REJECTED,
                List.of(Refusals.notHl7()))
            .orElseThrow();
    assertThat(Texts.text(answer))
        .startsWith("MSH|^~\\&|")
        .contains("\rMSA|AR||")
        .contains("NOT_HL7");
  }

  @Test
  void aProblemIsOneErrSegment() {
    var message = Texts.bytes("MSH|^~\\&|A|B|C|D|20260701||ADT^A28|7|P|2.5.1\r");
    var answer =
        acknowledgements.answer(
            message, "P1.1", JournalEntry.State.REJECTED, List.of(MENDABLE, FINAL));
    assertThat(Texts.text(answer.orElseThrow()).split("\r"))
        .contains(
            "ERR||OBX^2^5^1|102^Data type error^HL70357|E"
                + "|INVALID_VALUE^^https://parley.example/fhir/CodeSystem/problem-code||"
                + "A number has digits.|Send digits.",
            "ERR||MSH^1^9^1|200^Unsupported message type^HL70357|E"
                + "|UNSUPPORTED_TYPE^^https://parley.example/fhir/CodeSystem/problem-code||"
                + "Only some types.|Send another.");
  }

  @Test
  void olderVersionsGetTheOldLocationToo() {
    var answer = Texts.text(answer(Texts.message("7"), 'E').orElseThrow());
    assertThat(answer).contains("\rERR|OBX^2^5^102&Data type error&HL70357|OBX^2^5^1|");
  }

  @Test
  void separatorsInOurTextAreEscaped() {
    var problem = Problem.error(ProblemCode.INVALID_VALUE, "PID-3.1", "a|b^c~d\\e&f", "\u00e9\n");
    var answer =
        acknowledgements.answer(
            Texts.message("7"), "P1.1", JournalEntry.State.REJECTED, List.of(problem));
    assertThat(Texts.text(answer.orElseThrow()))
        .contains("|PID^1^3^1^1|")
        .contains("|a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f|  \r");
  }

  @Test
  void warningsRideOnAcceptance() {
    var warning = Problem.warning(ProblemCode.UNMAPPED_CODE, "PID-22", "rule", "remedy");
    var answer =
        acknowledgements.answer(
            Texts.message("7"), "P1.1", JournalEntry.State.APPLIED, List.of(warning));
    assertThat(Texts.text(answer.orElseThrow())).contains("\rMSA|AA|7\rERR|").contains("|W|");
  }

  @Test
  void aFhirElementIsNamedInTheText() {
    var problem =
        Problem.error(ProblemCode.PROFILE, "ServiceRequest.subject", "is required", "fill it");
    var answer =
        acknowledgements.answer(
            Texts.message("7"), "P1.1", JournalEntry.State.REJECTED, List.of(problem));
    assertThat(Texts.text(answer.orElseThrow()))
        .contains("|ServiceRequest.subject: is required|fill it\r");
  }

  /** Whatever the header is made of, there is an answer, and only our own segments in it. */
  @Test
  void noHeaderIsTooStrangeToAnswer() {
    var random = new Random(7);
    var pieces = List.of("MSH", "|", "^~\\&", "\r", "\n", "#", "\\", "A", "2.4", "|||", "\u0000");
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(i % 2 == 0 ? "MSH" : "");
      for (int n = random.nextInt(14); n >= 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      var message = Texts.bytes(text.toString());
      var enhanced = Envelope.read(message).filter(Envelope::enhancedMode).isPresent();
      var answer = answer(message, 'E');
      assertThat(enhanced || answer.isPresent()).as("answer to %s", text).isTrue();
      answer.ifPresent(
          sent ->
              assertThat(Texts.text(sent).split("\r"))
                  .allMatch(segment -> segment.matches("(?s)(MSH|MSA|ERR).+")));
    }
  }

  private Optional<byte[]> answer(byte[] message, char verdict) {
    return switch (verdict) {
      case 'A' -> acknowledgements.answer(message, "P1.1", JournalEntry.State.APPLIED, List.of());
      case 'E' ->
          acknowledgements.answer(message, "P1.1", JournalEntry.State.REJECTED, List.of(MENDABLE));
      default ->
          acknowledgements.answer(message, "P1.1", JournalEntry.State.REJECTED, List.of(FINAL));
    };
  }
}
