package parley.mappings.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Envelope;
import parley.mappings.hl7v2.Hl7Parser;
import parley.terminology.PackagedTerminology;

class EntriesTest {

  @Test
  void ofTwoResultsThatDifferNeitherIsKeptInSilence() {
    var reading = reading();
    Entries.once(reading, List.of(result(58), result(49)));
    assertThat(reading.stopped()).isTrue();
  }

  @Test
  void theSameResultTwiceIsOne() {
    var reading = reading();
    assertThat(Entries.once(reading, List.of(result(58), result(58)))).hasSize(1);
    assertThat(reading.stopped()).isFalse();
  }

  @Test
  void theSameValueOfTwoDaysIsTwoResults() {
    var first = result(58);
    var second = result(58);
    observation(first).setEffective(new DateTimeType("2026-11-01"));
    assertThat(stopped(first, second)).as("one says no day").isFalse();
    observation(second).setEffective(new DateTimeType("2026-11-02"));
    assertThat(stopped(first, second)).isTrue();
    observation(second).setEffective(new DateTimeType("2026-11-01"));
    assertThat(stopped(first, second)).isFalse();
  }

  @Test
  void questionnairesThatDifferInDayOrAnswersAreTwo() {
    assertThat(stopped(response("2026-11-01", 1), response("2026-11-02", 1))).isTrue();
    assertThat(stopped(response("2026-11-01", 1), response("2026-11-01", 2))).isTrue();
    assertThat(stopped(response("2026-11-01", 1), response("2026-11-01", 1))).isFalse();
  }

  private static boolean stopped(Entry... entries) {
    var reading = reading();
    Entries.once(reading, List.of(entries));
    return reading.stopped();
  }

  private static Observation observation(Entry entry) {
    return (Observation) ((Write) entry).resource();
  }

  private static Entry response(String authored, int answer) {
    var response = new QuestionnaireResponse();
    response.setId("one");
    response.setAuthoredElement(new DateTimeType(authored));
    response.addItem().setLinkId("q1").addAnswer().setValue(new IntegerType(answer));
    return Write.always(response);
  }

  private static Entry result(int value) {
    var observation = new Observation();
    observation.setId("one");
    observation.setValue(new Quantity(value));
    return Write.always(observation);
  }

  private static Reading reading() {
    var text = "MSH|^~\\&|A|B|C|D|20261102085500||ORU^R01|1|P|2.4\r";
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var envelope = Envelope.read(bytes).orElseThrow();
    var parsed = (Hl7Parser.Parsed.Read) new Hl7Parser().parse(envelope, text);
    var inbound =
        new InboundMessage(
            "1", Instant.parse("2026-11-02T09:00:00Z"), Sender.withDefaults("a"), bytes);
    return new Reading(inbound, parsed.message(), PackagedTerminology.packaged());
  }
}
