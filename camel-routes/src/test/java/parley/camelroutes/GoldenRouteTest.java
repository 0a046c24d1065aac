package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.mappings.golden.GoldenCase;
import parley.mappings.golden.GoldenCase.Expected;
import parley.mappings.hl7v2.Envelope;
import parley.terminology.PackagedTerminology;

/** Every golden message through a route: the answer, the journal row and what is stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenRouteTest {

  private final List<GoldenCase> cases = GoldenCase.all();
  private final List<Inlet.Http> inlets = new ArrayList<>();
  private Gateway gateway;
  private ProducerTemplate template;

  /** Each case has an inlet and a sender id of its own, because control ids occur in several. */
  @BeforeAll
  void open() throws Exception {
    for (int i = 0; i < cases.size(); i++) {
      var name = "golden-" + i;
      inlets.add(new Inlet.Http(name, "/" + name, List.of(named(cases.get(i).sender(), name))));
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
  void isAnsweredJournalledAndStored(GoldenCase golden, Inlet.Http inlet) {
    int stored = gateway.store.bundles().size();
    var answer = new HttpInlet(inlet, template).post(golden.bytes());
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
    assertThat(answer.map(Texts::verdicts)).contains(expectedAnswer(golden));
    var text = Texts.text(answer.orElseThrow());
    assertThat(text.split("\rERR", -1)).hasSize(problems.size() + 1);
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
