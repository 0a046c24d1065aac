package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.mappings.Content;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.mappings.Transport.Fact;

/** What the transport says of a message goes with it, whatever brings the message up. */
class TransportTest {

  private static final Inlet.Direct DIRECT =
      new Inlet.Direct("direct", Set.of(MessageFormat.HL7_V2), List.of());
  private static final Transport FACTS =
      Transport.silent().with(Fact.MESSAGE_ID, "M1").with(Fact.WORKFLOW, "W1");

  private final InMemoryStore store = new InMemoryStore();
  private final List<Transport> seen = new ArrayList<>();

  @Test
  void recoveryAndReplaySeeTheFactsThatTheMessageCameWith() {
    var intake = intake(new TestMapper());
    var content = new Content(Texts.message("1", "PID|1||A", "ZTX|bad"), FACTS);
    intake.journal(DIRECT, content, Instant.now().minusSeconds(60));
    assertThat(intake.recover(Duration.ofSeconds(1), 10)).isOne();
    intake.replay(1);
    assertThat(seen).containsExactly(FACTS, FACTS);
  }

  @Test
  void aDirectInletHandsOnWhatItsTransportSaid() throws Exception {
    var mapper = seeing(new TestMapper());
    try (var gateway =
        new Gateway(List.of(DIRECT), Gateway.LIMITS, Duration.ofMinutes(5), mapper)) {
      var inlet = new DirectInlet(DIRECT, gateway.context.createProducerTemplate());
      var content = new Content(Texts.message("1", "PID|1||A"), FACTS);
      var first = inlet.take(content);
      var second = inlet.take(content);
      assertThat(first.applied()).isTrue();
      assertThat(first.repeat()).isFalse();
      assertThat(second.repeat()).isTrue();
      assertThat(second.answer().orElseThrow()).isEqualTo(first.answer().orElseThrow());
      assertThat(seen).containsExactly(FACTS);
    }
  }

  @Test
  void aFormatThatTheInletDoesNotTakeIsRefused() {
    var closed = new Inlet.Direct("closed", Set.of(), List.of());
    var intake = intake(new TestMapper());
    var outcome = intake.open(closed, Texts.content("1", "PID|1||A")).work();
    assertThat(outcome.state()).isEqualTo(JournalEntry.State.REJECTED);
    assertThat(outcome.problems()).extracting(problem -> problem.code().name()).contains("NOT_HL7");
    assertThat(new String(outcome.answer().orElseThrow(), StandardCharsets.UTF_8)).contains("|AR|");
    assertThat(seen).isEmpty();
  }

  private Intake intake(TestMapper mapper) {
    return new Intake(
        store,
        store,
        bundle -> List.of(),
        seeing(mapper),
        new Acknowledgements(Clock.systemUTC()),
        List.of(DIRECT, new Inlet.Direct("closed", Set.of(), List.of())),
        Clock.systemUTC());
  }

  private MessageMapper seeing(TestMapper mapper) {
    return new MessageMapper() {
      @Override
      public MappingResult map(InboundMessage inbound) {
        seen.add(inbound.transport());
        return mapper.map(inbound);
      }

      @Override
      public Set<String> patientKeys(Sender sender, Content content) {
        return mapper.patientKeys(sender, content);
      }
    };
  }
}
