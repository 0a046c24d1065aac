package parley.server.store;

import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Optional;

/** Tells those who watch the storage which message a write comes from. */
public final class MessageWrites {

  private static final String ENTRY = MessageWrites.class.getName();

  private MessageWrites() {}

  /** What this transaction writes from now on comes from a message. */
  static void begin(TransactionDetails details, long entryId) {
    details.putUserData(ENTRY, entryId);
  }

  /** Journal row of the message that is being written, empty for a write by other ways. */
  public static Optional<Long> entry(TransactionDetails details) {
    return Optional.ofNullable(details.<Long>getUserData(ENTRY));
  }
}
