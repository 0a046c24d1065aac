package parley.camelroutes;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Two routes for each folder inlet: one takes files out of the inbox into the working folder, one
 * works them there, and sends each message of a file to {@link IngestRoute}.
 */
final class FolderRoutes extends RouteBuilder {

  private static final int AFTER_OTHER_INLETS = 500;

  /** Names that programs give to files they are still writing, and our own answers. */
  private static final String IN_PROGRESS = "(?i).*\\.(part|filepart|tmp|ack|result\\.csv)";

  private final List<Inlet.Folder> inlets;
  private final FolderLimits limits;
  private final Intake intake;
  private final Acknowledgements acknowledgements;
  private final Failures failures;
  private final Gate gate;

  FolderRoutes(
      List<Inlet.Folder> inlets,
      FolderLimits limits,
      Intake intake,
      Acknowledgements acknowledgements,
      Failures failures,
      Gate gate) {
    this.limits = limits;
    this.intake = intake;
    this.acknowledgements = acknowledgements;
    this.inlets = List.copyOf(inlets);
    this.failures = failures;
    this.gate = gate;
  }

  @Override
  public void configure() {
    failures.guardUnattended(this);
    int order = AFTER_OTHER_INLETS;
    for (var inlet : inlets) {
      var places = new FolderPlaces(inlet.directory());
      work(inlet, places, order++);
      take(inlet, places, order++);
    }
  }

  /** A file is taken when it has not changed for a second; names in progress are passed over. */
  private void take(Inlet.Folder inlet, FolderPlaces places, int order) {
    var directory = inlet.directory().toAbsolutePath().toString();
    fromF(
            "file:%s?noop=true&idempotent=false&recursive=false&delay=500&initialDelay=0"
                + "&readLock=changed&readLockMinAge=1000&readLockCheckInterval=200"
                + "&readLockTimeout=2000&readLockLoggingLevel=DEBUG"
                + "&sortBy=file:modified;file:name&exclude=%s",
            directory, URLEncoder.encode(IN_PROGRESS, StandardCharsets.UTF_8))
        .routeId(inlet.routeId())
        .startupOrder(order)
        .process(exchange -> take(exchange, places));
  }

  private void take(Exchange exchange, FolderPlaces places) throws IOException {
    if (gate.isOpen()) {
      places.take(exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class));
    }
  }

  /** In the order taken; what an earlier run of the program left there comes first. */
  private void work(Inlet.Folder inlet, FolderPlaces places, int order) {
    var threads =
        getContext()
            .getExecutorServiceManager()
            .newFixedThreadPool(this, "folder-" + inlet.name(), limits.workers());
    var work =
        new FileWork(
            inlet, intake, gate, new InOrder(threads), getContext().createProducerTemplate());
    fromF(
            "file:%s?noop=true&idempotent=false&recursive=false&includeHiddenDirs=true"
                + "&delay=200&initialDelay=0&readLock=none&sortBy=file:name",
            places.work().toAbsolutePath())
        .routeId(inlet.routeId() + "-work")
        .startupOrder(order)
        .process(new FolderInlet(inlet, places, limits, intake.mapper(), acknowledgements, work));
  }
}
