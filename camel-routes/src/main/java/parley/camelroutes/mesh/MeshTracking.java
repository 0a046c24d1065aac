package parley.camelroutes.mesh;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks MESH what became of sent messages, until the receiver has them or they failed. MESH does not
 * want to be asked often: each message every few hours.
 */
public final class MeshTracking {

  private static final Logger LOG = LoggerFactory.getLogger(MeshTracking.class);
  private static final int AT_ONCE = 100;

  private final MeshPost post;
  private final MeshSendings sendings;
  private final MeshReports reports;
  private final Duration every;

  /**
   * Makes the tracking.
   *
   * @param every between two questions about one message
   */
  public MeshTracking(MeshPost post, MeshSendings sendings, MeshReports reports, Duration every) {
    this.post = post;
    this.sendings = sendings;
    this.reports = reports;
    this.every = every;
  }

  /** Asks about what is due, at most a hundred messages. */
  public void run(BooleanSupplier goesOn) {
    for (var sending : sendings.toTrack(every, AT_ONCE)) {
      if (!goesOn.getAsBoolean()) {
        return;
      }
      var answer = post.trackMessage(sending.messageId().orElseThrow());
      if (answer.why().isPresent()) {
        LOG.warn("MESH tracking: {}", answer.why().get().describe());
        return;
      }
      note(sending, answer.given().orElseThrow());
    }
  }

  private void note(MeshSendings.Sending sending, Tracking found) {
    switch (found.status()) {
      case ACKNOWLEDGED -> sendings.close(sending, MeshSendings.State.ACKNOWLEDGED, "");
      case FAILED ->
          reports.undelivered(
              new MeshReports.Report(
                  found.messageId(), found.messageId(), sending.localId(), found.code()));
      case ACCEPTED -> LOG.debug("MESH message {} waits for its receiver", found.messageId());
    }
  }
}
