package parley.camelroutes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.Heading;
import parley.mappings.Mappings;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;

/** The second room of the spine: whose message is this, and may they send here? */
final class Origins {

  private final List<Inlet> inlets;

  Origins(List<Inlet> inlets) {
    this.inlets = List.copyOf(inlets);
  }

  /** The format of what came in, empty when it is none that the inlet takes. */
  static Optional<MessageFormat> format(Inlet inlet, Content content) {
    return Mappings.format(content).filter(inlet::takes);
  }

  /** The same for a journalled message. */
  Optional<MessageFormat> format(JournalEntry entry) {
    var format = Mappings.format(entry.content());
    return inlet(entry).map(inlet -> format.filter(inlet::takes)).orElse(format);
  }

  private Optional<Inlet> inlet(JournalEntry entry) {
    return inlets.stream().filter(inlet -> inlet.name().equals(entry.inlet())).findFirst();
  }

  /** The settings of whoever sent a message, empty when the inlet does not accept them. */
  Optional<Sender> sender(Inlet inlet, Heading heading) {
    if (inlet.senders().isEmpty()) {
      return Optional.of(Sender.withDefaults(name(heading)));
    }
    return inlet.senders().stream()
        .filter(sender -> sender.sends(heading.application(), heading.facility()))
        .findFirst();
  }

  /**
   * The same for a journalled message, under the settings as they are now, so that a sender
   * described after a refusal is recognised at the replay.
   */
  Optional<Sender> sender(JournalEntry entry, Heading heading) {
    return inlet(entry)
        .map(inlet -> sender(inlet, heading))
        .orElseGet(() -> Optional.of(Sender.withDefaults(entry.sender())));
  }

  /** The name a sender goes by when nobody has described it: MSH-3 and MSH-4, in upper case. */
  static String name(Heading heading) {
    var name = heading.application() + '|' + heading.facility();
    return JournalText.key(name.toUpperCase(Locale.ROOT));
  }

  /**
   * The name that somebody the inlet does not accept goes by in the journal: MSH-3 and MSH-4 as
   * received. It begins in lower case, as no other name of a sender nobody described does, so that
   * what a stranger sends never takes a control id from anyone who is accepted.
   */
  static String stranger(Heading heading) {
    return JournalText.key("unknown|" + heading.application() + '|' + heading.facility());
  }
}
