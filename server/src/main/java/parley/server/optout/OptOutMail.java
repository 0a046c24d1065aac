package parley.server.optout;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.mesh.MeshFiles;
import parley.camelroutes.mesh.MeshHeaders;
import parley.camelroutes.outbox.Destination;
import parley.camelroutes.outbox.Destinations;
import parley.camelroutes.outbox.Outbox;
import parley.camelroutes.outbox.OutboxDraft;

/**
 * The exchange by MESH. An answer is taken from the mailbox of the national service alone, and its
 * bytes are not kept with other messages: they may be used for opt-outs and nothing else.
 */
final class OptOutMail implements MeshFiles, Destinations {

  static final String DESTINATION = "national-data-opt-out";

  private static final Logger LOG = LoggerFactory.getLogger(OptOutMail.class);

  private final OptOutExchange exchange;
  private final OptOutSettings settings;
  private final Outbox outbox;
  private final JdbcTemplate jdbc;
  private final boolean mailbox;

  /**
   * @param mailbox whether there is one to send from
   */
  OptOutMail(
      OptOutExchange exchange,
      OptOutSettings settings,
      Outbox outbox,
      JdbcTemplate jdbc,
      boolean mailbox) {
    this.exchange = exchange;
    this.settings = settings;
    this.outbox = outbox;
    this.jdbc = jdbc;
    this.mailbox = mailbox;
  }

  /** Whether there is a mailbox to send from. */
  boolean canSend() {
    return mailbox;
  }

  /** Puts a request about everybody into the outbox; empty when there is nobody. */
  Optional<OptOutExchange.Request> ask(String who) {
    return exchange.ask("mesh", who, this::send);
  }

  private void send(OptOutExchange.Request request) {
    var put =
        outbox.put(
            new OutboxDraft(
                DESTINATION,
                "opt-out-check",
                "",
                request.bytes(),
                "text/plain",
                request.reference(),
                "",
                Optional.empty()));
    if (!put) {
      throw new IllegalStateException("a request of this name was sent before");
    }
  }

  @Override
  public Optional<Destination> named(String name) {
    return name.equals(DESTINATION)
        ? Optional.of(
            new Destination.Mesh(DESTINATION, settings.mailbox(), settings.workflow(), true))
        : Optional.empty();
  }

  @Override
  public boolean takes(MeshHeaders headers) {
    return headers.get("Mex-WorkflowID").equals(settings.workflow());
  }

  @Override
  public Taken take(String messageId, MeshHeaders headers, byte[] body) {
    if (!headers.get("Mex-From").equalsIgnoreCase(settings.mailbox())) {
      return new Taken(false, "it is not from the mailbox of the national service");
    }
    var outcome = exchange.answer(Optional.of(reference(headers)), body);
    jdbc.update(
        "update mesh_message set body = ''::bytea, removed_at = now() where message_id = ?",
        messageId);
    if (outcome instanceof OptOutExchange.Outcome.Refused refused) {
      LOG.warn("the answer of the opt-out check was not taken: {}", refused.reason());
      return new Taken(false, refused.reason());
    }
    if (outcome instanceof OptOutExchange.Outcome.Unchanged unchanged) {
      return new Taken(true, unchanged.note());
    }
    LOG.info("the list of opt-outs is that of {}", reference(headers));
    return new Taken(true, "");
  }

  /** A request that was sent again has a number after its reference. */
  private String reference(MeshHeaders headers) {
    return jdbc
        .query(
            "select o.message_id from mesh_sent m join outbox o on o.id = m.outbox_id"
                + " where m.local_id = ? and o.destination = ?",
            (row, index) -> row.getString(1),
            headers.get("Mex-LocalID"),
            DESTINATION)
        .stream()
        .findFirst()
        .orElse(headers.get("Mex-LocalID"));
  }
}
