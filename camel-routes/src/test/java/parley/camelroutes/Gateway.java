package parley.camelroutes;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/** A running Camel context with the gateway's routes over the in-memory store. */
final class Gateway implements AutoCloseable {

  static final Backoff FAST = new Backoff(2, Duration.ofMillis(5), 1);
  static final MllpLimits LIMITS =
      new MllpLimits(
          4 * 1024 * 1024,
          Duration.ofMillis(300),
          Duration.ofMillis(1500),
          100,
          8,
          16 * 1024 * 1024);

  final InMemoryStore store = new InMemoryStore();
  final TestMapper mapper;
  final List<Inlet> inlets;
  final DefaultCamelContext context = new DefaultCamelContext();
  final Intake intake;

  Gateway(List<Inlet> inlets, MllpLimits limits, Duration recoveryAge) throws Exception {
    this(inlets, limits, recoveryAge, new TestMapper());
  }

  Gateway(List<Inlet> inlets, MllpLimits limits, Duration recoveryAge, MessageMapper mapper)
      throws Exception {
    this.inlets = inlets;
    this.mapper = mapper instanceof TestMapper test ? test : new TestMapper();
    var acknowledgements = new Acknowledgements(Clock.systemUTC());
    intake =
        new Intake(
            store, store, bundle -> List.of(), mapper, acknowledgements, inlets, Clock.systemUTC());
    var settings =
        new GatewayRoutes.Settings(limits, FAST, Duration.ofMillis(50), recoveryAge, 100);
    context.getShutdownStrategy().setTimeout(10);
    for (var routes : GatewayRoutes.of(intake, acknowledgements, inlets, settings).builders()) {
      context.addRoutes(routes);
    }
    context.start();
  }

  /** One MLLP inlet that accepts anyone, and nothing recovered while a test runs. */
  static Gateway mllp(int port) throws Exception {
    var inlet = new Inlet.Mllp("mllp", "127.0.0.1", port, List.of());
    return new Gateway(List.of(inlet), LIMITS, Duration.ofMinutes(5));
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    context.stop();
  }
}
