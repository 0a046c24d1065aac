package parley.camelroutes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Envelope;

/** The second room of the spine: whose message is this, and may they send here? */
final class Origins {

  private final List<Inlet> inlets;

  Origins(List<Inlet> inlets) {
    this.inlets = List.copyOf(inlets);
  }

  /** The settings of whoever sent a message, empty when the inlet does not accept them. */
  Optional<Sender> sender(Inlet inlet, Envelope envelope) {
    if (inlet.senders().isEmpty()) {
      return Optional.of(Sender.withDefaults(name(envelope)));
    }
    return inlet.senders().stream()
        .filter(sender -> sender.sends(envelope.sendingApplication(), envelope.sendingFacility()))
        .findFirst();
  }

  /**
   * The same for a journalled message, under the settings as they are now, so that a sender
   * described after a refusal is recognised at the replay.
   */
  Optional<Sender> sender(JournalEntry entry, Envelope envelope) {
    return inlets.stream()
        .filter(inlet -> inlet.name().equals(entry.inlet()))
        .findFirst()
        .map(inlet -> sender(inlet, envelope))
        .orElseGet(() -> Optional.of(Sender.withDefaults(entry.sender())));
  }

  /** The name a sender goes by when nobody has described it: MSH-3 and MSH-4, in upper case. */
  static String name(Envelope envelope) {
    var name = envelope.sendingApplication() + '|' + envelope.sendingFacility();
    return JournalText.key(name.toUpperCase(Locale.ROOT));
  }

  /**
   * The name that somebody the inlet does not accept goes by in the journal: MSH-3 and MSH-4 as
   * received. It begins in lower case, as no other name of a sender nobody described does, so that
   * what a stranger sends never takes a control id from anyone who is accepted.
   */
  static String stranger(Envelope envelope) {
    return JournalText.key(
        "unknown|" + envelope.sendingApplication() + '|' + envelope.sendingFacility());
  }
}
