package parley.camelroutes;

import java.util.Optional;
import org.apache.camel.ProducerTemplate;

/** Takes the body of an HTTP request along the spine. Safe for many threads. */
public final class HttpInlet {

  private final Inlet.Http inlet;
  private final ProducerTemplate template;

  /**
   * Makes the entrance of one HTTP inlet.
   *
   * @param inlet one of the inlets that {@link GatewayRoutes} were made for
   * @param template of the Camel context that the routes run in
   */
  public HttpInlet(Inlet.Http inlet, ProducerTemplate template) {
    this.inlet = inlet;
    this.template = template;
  }

  /** Where the server listens, such as {@code /hl7v2}. */
  public String path() {
    return inlet.path();
  }

  /**
   * Takes one message.
   *
   * @param body one HL7 v2 message, without framing
   * @return the acknowledgement, two one after the other when the sender wants two; empty when it
   *     wants none. What goes wrong with the message is an answer too
   * @throws IllegalStateException when the gateway is stopping; nothing was done with the message
   */
  public Optional<byte[]> post(byte[] body) {
    var answered =
        template.request(inlet.endpoint(), exchange -> exchange.getMessage().setBody(body));
    var outcome = answered.getProperty(IngestRoute.OUTCOME, Outcome.class);
    if (outcome == null) {
      throw new IllegalStateException("the inlet is closed", answered.getException());
    }
    return outcome.answer();
  }
}
