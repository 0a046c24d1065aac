package parley.camelroutes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** One route for each folder inlet; each message of a file goes to {@link IngestRoute}. */
final class FolderRoutes extends RouteBuilder {

  private static final int AFTER_OTHER_INLETS = 500;

  /** Names that programs give to files they are still writing, and our own answers. */
  private static final String IN_PROGRESS = "(?i).*\\.(part|filepart|tmp|ack)";

  private final List<Inlet.Folder> inlets;
  private final Acknowledgements acknowledgements;
  private final Failures failures;
  private final Gate gate;

  FolderRoutes(
      List<Inlet.Folder> inlets, Acknowledgements acknowledgements, Failures failures, Gate gate) {
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
      folder(inlet, order++);
    }
  }

  /** A file is taken when it has not changed for a second; names in progress are passed over. */
  private void folder(Inlet.Folder inlet, int order) {
    var directory = inlet.directory().toAbsolutePath().toString();
    fromF(
            "file:%s?noop=true&idempotent=false&recursive=false&delay=500&initialDelay=0"
                + "&readLock=changed&readLockMinAge=1000&readLockCheckInterval=200"
                + "&readLockTimeout=2000&readLockLoggingLevel=DEBUG"
                + "&sortBy=file:modified;file:name&exclude=%s",
            directory, URLEncoder.encode(IN_PROGRESS, StandardCharsets.UTF_8))
        .routeId(inlet.routeId())
        .startupOrder(order)
        .process(
            new FolderInlet(inlet, gate, acknowledgements, getContext().createProducerTemplate()));
  }
}
