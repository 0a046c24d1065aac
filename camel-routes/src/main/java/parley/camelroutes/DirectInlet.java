package parley.camelroutes;

import org.apache.camel.ProducerTemplate;
import parley.mappings.Content;

/** Takes content from another part of the program along the spine. Safe for many threads. */
public final class DirectInlet {

  private final Inlet.Direct inlet;
  private final ProducerTemplate template;

  /**
   * Makes the entrance of one inlet.
   *
   * @param inlet one of the inlets that {@link GatewayRoutes} were made for
   * @param template of the Camel context that the routes run in
   */
  public DirectInlet(Inlet.Direct inlet, ProducerTemplate template) {
    this.inlet = inlet;
    this.template = template;
  }

  /**
   * Takes one message.
   *
   * @param content the bytes, and what the transport says of them
   * @return what came of it. What goes wrong with the message is an outcome too
   * @throws IllegalStateException when the gateway is stopping; nothing was done with the message
   */
  public Outcome take(Content content) {
    var answered =
        template.request(
            inlet.endpoint(),
            exchange -> {
              exchange.setProperty(IngestRoute.TRANSPORT, content.transport());
              exchange.getMessage().setBody(content.bytes());
            });
    var outcome = answered.getProperty(IngestRoute.OUTCOME, Outcome.class);
    if (outcome == null) {
      throw new IllegalStateException("the inlet is closed", answered.getException());
    }
    return outcome;
  }
}
