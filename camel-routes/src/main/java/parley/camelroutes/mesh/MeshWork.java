package parley.camelroutes.mesh;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.camelroutes.ContentMessages;
import parley.camelroutes.Outcome;
import parley.camelroutes.StoreUnavailable;
import parley.mappings.Content;
import parley.mappings.Transport;

/**
 * Works messages that are kept, each of their messages along the spine. One that could not be
 * journalled waits for the next time; what of it was applied then gets its stored answer.
 */
final class MeshWork {

  private static final Logger LOG = LoggerFactory.getLogger(MeshWork.class);
  private static final int AT_ONCE = 500;

  private final MeshJournal journal;
  private final MeshReports reports;
  private final List<MeshFiles> files;
  private final Function<Content, Outcome> spine;

  MeshWork(MeshJournal journal, MeshReports reports, Function<Content, Outcome> spine) {
    this(journal, reports, List.of(), spine);
  }

  /**
   * @param files who takes what is no message of the spine
   */
  MeshWork(
      MeshJournal journal,
      MeshReports reports,
      List<MeshFiles> files,
      Function<Content, Outcome> spine) {
    this.journal = journal;
    this.reports = reports;
    this.files = List.copyOf(files);
    this.spine = spine;
  }

  /**
   * Everything that waits, each message once, until {@code goesOn} says no. However many of them
   * fail again and again, those behind them have their turn.
   */
  void run(String mailbox, BooleanSupplier goesOn) {
    var batch = journal.waiting(mailbox, 0, AT_ONCE);
    while (!batch.isEmpty()) {
      for (var message : batch) {
        if (!goesOn.getAsBoolean()) {
          return;
        }
        tryOne(message, goesOn);
      }
      batch = journal.waiting(mailbox, batch.get(batch.size() - 1).number(), AT_ONCE);
    }
  }

  private void tryOne(MeshJournal.Waiting message, BooleanSupplier goesOn) {
    try {
      work(message, goesOn);
    } catch (StoreUnavailable away) {
      throw away;
    } catch (RuntimeException fault) {
      // It waits, and the others do not wait for it.
      LOG.error("MESH message {} not worked: {}", message.messageId(), fault.getClass());
    }
  }

  private void work(MeshJournal.Waiting message, BooleanSupplier goesOn) {
    if (message.headers().report()) {
      report(message);
      return;
    }
    for (var leaf : files) {
      if (leaf.takes(message.headers())) {
        var taken =
            leaf.take(message.messageId(), message.headers(), journal.body(message.messageId()));
        var state = taken.used() ? MeshJournal.State.WORKED : MeshJournal.State.REFUSED;
        journal.close(message.messageId(), state, 1, taken.reason());
        return;
      }
    }
    var content = new Content(journal.body(message.messageId()), facts(message));
    int count = 0;
    boolean applied = true;
    for (var bytes : ContentMessages.of(content)) {
      if (!goesOn.getAsBoolean()) {
        return;
      }
      count++;
      var outcome = spine.apply(new Content(bytes, content.transport()));
      if (!outcome.journalled()) {
        LOG.warn("a MESH message waits, its messages not journalled");
        return;
      }
      applied &= outcome.applied();
    }
    journal.close(
        message.messageId(),
        applied ? MeshJournal.State.WORKED : MeshJournal.State.REFUSED,
        count,
        applied ? "" : "not all of it was applied; the message journal says why");
  }

  private static Transport facts(MeshJournal.Waiting message) {
    return Transport.silent()
        .with(Transport.Fact.MESSAGE_ID, message.messageId())
        .with(Transport.Fact.WORKFLOW, message.headers().get("Mex-WorkflowID"))
        .with(Transport.Fact.SENDER, message.headers().get("Mex-From"));
  }

  private void report(MeshJournal.Waiting message) {
    var report = MeshReports.Report.of(message.messageId(), message.headers());
    boolean found = reports.undelivered(report);
    if (found) {
      LOG.warn("{} (MESH message {})", report.describe(), report.messageId());
    } else {
      LOG.warn("MESH reports a failure of message {}, unknown here", report.messageId());
    }
    journal.close(
        message.messageId(),
        MeshJournal.State.REPORT,
        0,
        report.describe() + (found ? "" : "; no message of Parley's is known that it is about"));
  }
}
