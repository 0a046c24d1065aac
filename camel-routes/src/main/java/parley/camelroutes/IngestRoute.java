package parley.camelroutes;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;
import parley.mappings.Content;
import parley.mappings.Transport;

/**
 * The one route that every message travels. In: body the bytes of one message, property {@link
 * #INLET} its inlet, and {@link #TRANSPORT} what the transport said, if anything. Out: body the
 * answer, with no bytes when the sender wants none; property {@link #OUTCOME}.
 */
final class IngestRoute extends RouteBuilder {

  static final String ENDPOINT = "direct:ingest";
  static final String INLET = "parley.inlet";
  static final String TRANSPORT = "parley.transport";
  static final String OUTCOME = "parley.outcome";
  private static final String DELIVERY = "parley.delivery";
  private static final int FIRST_TO_START = 100;

  private final Intake intake;
  private final Failures failures;

  IngestRoute(Intake intake, Failures failures) {
    this.intake = intake;
    this.failures = failures;
  }

  @Override
  public void configure() {
    failures.guard(this);
    from(ENDPOINT)
        .routeId("ingest")
        .startupOrder(FIRST_TO_START)
        .process(this::open)
        .process(IngestRoute::work);
  }

  private void open(Exchange exchange) throws InvalidPayloadException {
    var inlet = exchange.getProperty(INLET, Inlet.class);
    var bytes = exchange.getMessage().getMandatoryBody(byte[].class);
    exchange.setProperty(DELIVERY, intake.open(inlet, new Content(bytes, transport(exchange))));
  }

  /** Tried again from here, and only from here, when the store is away. */
  private static void work(Exchange exchange) {
    try {
      answer(exchange, delivery(exchange).orElseThrow().work());
    } catch (Error error) {
      // Camel lets errors pass its error handling, and the sender would hang.
      throw new IllegalStateException("error in the spine", error);
    }
  }

  /** What the inlet was told of the message; most are told nothing. */
  static Transport transport(Exchange exchange) {
    return exchange.getProperty(TRANSPORT, Transport.silent(), Transport.class);
  }

  static Optional<Delivery> delivery(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(DELIVERY, Delivery.class));
  }

  static void answer(Exchange exchange, Outcome outcome) {
    exchange.setProperty(OUTCOME, outcome);
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(outcome.answer().orElse(new byte[0]));
  }
}
