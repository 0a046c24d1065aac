package parley.camelroutes;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.hl7.HL7MLLPNettyDecoderFactory;
import org.apache.camel.component.hl7.HL7MLLPNettyEncoderFactory;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;
import org.apache.camel.component.netty.NettyComponent;
import org.apache.camel.component.netty.NettyConstants;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.concurrent.CamelThreadFactory;

/** One route for each inlet that is no folder; all of them end in {@link IngestRoute}. */
final class InletRoutes extends RouteBuilder {

  /** Our own instance of the Netty component, because the worker pool belongs to the component. */
  private static final String MLLP = "parley-mllp";

  private static final String DECODER = "parley-mllp-decoder";
  private static final String ENCODER = "parley-mllp-encoder";
  private static final String GUARD = "parley-mllp-guard";
  private static final int AFTER_INGEST = 200;

  private final List<Inlet> inlets;
  private final MllpLimits limits;
  private final Acknowledgements acknowledgements;
  private final Failures failures;
  private final Gate gate;
  private final FrameBudget budget;

  InletRoutes(
      List<Inlet> inlets,
      MllpLimits limits,
      Acknowledgements acknowledgements,
      Failures failures,
      Gate gate) {
    this.gate = gate;
    this.inlets = List.copyOf(inlets);
    this.limits = limits;
    this.budget = new FrameBudget(limits.heldBytes());
    this.acknowledgements = acknowledgements;
    this.failures = failures;
  }

  @Override
  public void configure() {
    failures.guard(this);
    getContext().addLifecycleStrategy(gate);
    if (inlets.stream().anyMatch(Inlet.Mllp.class::isInstance)) {
      bindMllp();
    }
    int order = AFTER_INGEST;
    for (var inlet : inlets) {
      if (inlet instanceof Inlet.Mllp mllp) {
        mllp(mllp, order);
      } else if (inlet instanceof Inlet.Http http) {
        endpoint(inlet, http.endpoint(), order);
      } else if (inlet instanceof Inlet.Direct direct) {
        endpoint(inlet, direct.endpoint(), order);
      }
      order++;
    }
  }

  private void mllp(Inlet.Mllp inlet, int order) {
    fromF(
            "%s:tcp://%s:%d?sync=true&disconnectOnNoReply=false&noReplyLogLevel=OFF"
                + "&decoders=#%s,#%s&encoders=#%s&reuseAddress=true&keepAlive=true",
            MLLP, inlet.host(), inlet.port(), GUARD, DECODER, ENCODER)
        .routeId(inlet.routeId())
        .startupOrder(order)
        // Stopped only when nothing is in work, so that every answer still finds its connection.
        .shutdownRoute(ShutdownRoute.Defer)
        .process(InletRoutes::countUntilDone)
        .setProperty(IngestRoute.INLET, constant(inlet))
        .to(IngestRoute.ENDPOINT);
  }

  /** A frame takes memory until its exchange has ended, also when its sender has hung up. */
  private static void countUntilDone(Exchange exchange) {
    var channel =
        exchange
            .getMessage()
            .getHeader(NettyConstants.NETTY_CHANNEL_HANDLER_CONTEXT, ChannelHandlerContext.class)
            .channel();
    var frame = channel.attr(FrameGuard.IN_WORK).get();
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                frame.run();
              }
            });
  }

  private void endpoint(Inlet inlet, String endpoint, int order) {
    from(endpoint)
        .routeId(inlet.routeId())
        .startupOrder(order)
        .setProperty(IngestRoute.INLET, constant(inlet))
        .to(IngestRoute.ENDPOINT);
  }

  private void bindMllp() {
    var decoder = new HL7MLLPNettyDecoderFactory();
    decoder.setProduceString(false);
    decoder.setConvertLFtoCR(false);
    getContext().getRegistry().bind(DECODER, decoder);
    getContext().getRegistry().bind(ENCODER, new HL7MLLPNettyEncoderFactory());
    getContext().getRegistry().bind(GUARD, new Guards());
    var component = new NettyComponent(getContext());
    // Any worker takes any connection, so that a slow message holds up nobody but its sender.
    component.setExecutorService(
        new UnorderedThreadPoolEventExecutor(
            limits.workers(), new CamelThreadFactory("#name# ##counter#", "mllp-worker", true)));
    getContext().addComponent(MLLP, component);
  }

  /** Makes a guard for each connection. */
  private final class Guards extends DefaultChannelHandlerFactory {
    @Override
    public ChannelHandler newChannelHandler() {
      return new FrameGuard(limits, gate, budget, acknowledgements);
    }
  }
}
