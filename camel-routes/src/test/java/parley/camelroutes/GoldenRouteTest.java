package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.Mappings;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.mappings.golden.GoldenCase;
import parley.mappings.golden.GoldenCase.Expected;
import parley.mappings.hl7v2.Envelope;
import parley.terminology.PackagedTerminology;

/** Every golden message through a route: the answer, the journal row and what is stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenRouteTest {

  private final List<GoldenCase> cases = GoldenCase.all();
  private final List<Inlet> inlets = new ArrayList<>();
  private Gateway gateway;
  private ProducerTemplate template;

  /** Each case has an inlet and a sender id of its own, because control ids occur in several. */
  @BeforeAll
  void open() throws Exception {
    for (int i = 0; i < cases.size(); i++) {
      var name = "golden-" + i;
      var senders = List.of(named(cases.get(i).sender(), name));
      inlets.add(
          cases.get(i).isHl7()
              ? new Inlet.Http(name, "/" + name, senders)
              : new Inlet.Direct(name, Set.of(MessageFormat.FHIR), senders));
    }
    var mapper = MessageMapper.of(new Mappings(PackagedTerminology.packaged()));
    gateway = new Gateway(List.copyOf(inlets), Gateway.LIMITS, Duration.ofMinutes(5), mapper);
    template = gateway.context.createProducerTemplate();
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  Stream<Arguments> cases() {
    return IntStream.range(0, cases.size())
        .mapToObj(i -> Arguments.of(cases.get(i), inlets.get(i)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnsweredJournalledAndStored(GoldenCase golden, Inlet inlet) {
    int stored = gateway.store.bundles().size();
    var answer = answer(golden, inlet);
    var entry =
        gateway.store.entries().stream()
            .filter(row -> row.inlet().equals(inlet.name()))
            .findFirst()
            .orElseThrow();
    var problems = entry.problems().stream().map(GoldenRouteTest::compared).toList();

    assertThat(problems)
        .as(golden.name())
        .containsExactlyInAnyOrderElementsOf(golden.problems().orElse(golden.warnings()));
    assertThat(entry.state())
        .isEqualTo(golden.isRejection() ? JournalEntry.State.REJECTED : JournalEntry.State.APPLIED);
    assertThat(gateway.store.bundles()).hasSize(golden.isRejection() ? stored : stored + 1);
    if (golden.isHl7()) {
      assertThat(answer.map(Texts::verdicts)).contains(expectedAnswer(golden));
      var text = Texts.text(answer.orElseThrow());
      assertThat(text.split("\rERR", -1)).hasSize(problems.size() + 1);
    } else {
      isAnsweredInFhir(golden, answer.orElseThrow(), problems.size());
    }
  }

  private Optional<byte[]> answer(GoldenCase golden, Inlet inlet) {
    return inlet instanceof Inlet.Direct direct
        ? new DirectInlet(direct, template).take(golden.content()).answer()
        : new HttpInlet((Inlet.Http) inlet, template).post(golden.bytes());
  }

  private static void isAnsweredInFhir(GoldenCase golden, byte[] answer, int problems) {
    var context = FhirContext.forR4Cached();
    var xml = FhirAnswers.isXml(golden.bytes());
    var parser = xml ? context.newXmlParser() : context.newJsonParser();
    var resource = parser.parseResource(new String(answer, StandardCharsets.UTF_8));
    if (golden.isRejection()) {
      assertThat(((OperationOutcome) resource).getIssue()).hasSize(problems);
    } else {
      var header = (MessageHeader) ((Bundle) resource).getEntryFirstRep().getResource();
      assertThat(header.getResponse().getCode()).isEqualTo(MessageHeader.ResponseType.OK);
      golden
          .transport()
          .get(Transport.Fact.REQUEST_ID)
          .ifPresent(id -> assertThat(header.getResponse().getIdentifier()).isEqualTo(id));
    }
  }

  private static String verdict(GoldenCase golden) {
    if (!golden.isRejection()) {
      return "AA";
    }
    var rejects =
        golden.problems().orElseThrow().stream()
            .filter(problem -> problem.severity().equals("ERROR"))
            .anyMatch(problem -> ProblemCode.valueOf(problem.code()).rejects());
    return rejects ? "AR" : "AE";
  }

  /** MSA-1 and MSA-2; the golden messages ask for AL and NE at most. */
  private static String expectedAnswer(GoldenCase golden) {
    var envelope = Envelope.read(golden.bytes());
    var controlId = envelope.map(Envelope::controlId).orElse("");
    var accept = envelope.map(Envelope::acceptAckType).orElse("").equals("AL");
    var verdict = verdict(golden) + '|' + controlId;
    return accept ? 'C' + verdict.substring(1) : verdict;
  }

  private static Expected compared(Problem problem) {
    return new Expected(problem.code().name(), problem.severity().name(), problem.location());
  }

  private static Sender named(Sender sender, String id) {
    return sender.named(id);
  }
}
