package parley.mappings;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the transport said of a message beside its bytes. It is journalled with them, so that a
 * replay or the recovery after a crash sees the same facts.
 *
 * @param facts what was said; a fact nobody stated is left out
 */
public record Transport(Map<Fact, String> facts) {

  private static final Transport SILENT = new Transport(Map.of());

  public Transport {
    facts = Map.copyOf(facts);
  }

  /** A transport that says nothing, such as MLLP. */
  public static Transport silent() {
    return SILENT;
  }

  /** The same with one more fact; an empty value says nothing. */
  public Transport with(Fact fact, String value) {
    if (value.isEmpty()) {
      return this;
    }
    var more = new EnumMap<Fact, String>(Fact.class);
    more.putAll(facts);
    more.put(fact, value);
    return new Transport(more);
  }

  /** One fact, empty when nobody stated it. */
  public Optional<String> get(Fact fact) {
    return Optional.ofNullable(facts.get(fact));
  }

  /** The facts that a transport can state; the journal stores their names. */
  public enum Fact {
    /** Name of the {@link MessageFormat}, where the content does not show it by itself (CSV). */
    FORMAT,
    /** Id of the request, which is the control id: {@code X-Request-Id} (BaRS). */
    REQUEST_ID,
    /** Id that a conversation keeps: {@code X-Correlation-Id} (BaRS). */
    CORRELATION_ID,
    /** Whom the request is for: {@code NHSD-Target-Identifier} (BaRS), as received. */
    TARGET_IDENTIFIER,
    /** Where the message comes from when the content does not say: a mailbox, a folder. */
    SENDER,
    /** Id that the transport gave the message: {@code Mex-MessageID} (MESH). */
    MESSAGE_ID,
    /** What kind of message the transport says it is: {@code Mex-WorkflowID} (MESH). */
    WORKFLOW,
    /** Name of the file that the message is part of. */
    FILE,
    /** Number of the row or message in that file, from 1. */
    ROW
  }
}
