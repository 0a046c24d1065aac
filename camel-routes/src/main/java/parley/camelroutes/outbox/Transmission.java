package parley.camelroutes.outbox;

import java.time.Duration;
import java.util.Optional;

/** What came of one try. Reasons are shown to people and never quote a patient's value. */
public sealed interface Transmission {

  /**
   * The receiver has it, or had it already.
   *
   * @param reference what the receiver calls it, empty for nothing
   * @param answer its answer
   */
  record Sent(String reference, Optional<byte[]> answer) implements Transmission {}

  /**
   * Not now.
   *
   * @param reason why
   * @param after how long the receiver asks to be left alone, if it said
   * @param answer its answer, if there was one
   */
  record TryAgain(String reason, Optional<Duration> after, Optional<byte[]> answer)
      implements Transmission {

    /** Without a wish or an answer of the receiver. */
    public TryAgain(String reason) {
      this(reason, Optional.empty(), Optional.empty());
    }
  }

  /**
   * The receiver answered that it cannot take this message, which time may mend: it is tried again,
   * but not for ever, so that what is behind it goes on.
   *
   * @param reason why
   * @param after how long the receiver asks to be left alone, if it said
   * @param answer its answer
   */
  record Objected(String reason, Optional<Duration> after, Optional<byte[]> answer)
      implements Transmission {}

  /**
   * Part of a large message is over there; it goes on with the next try, at once. No failure.
   *
   * @param reason how far it is
   */
  record Part(String reason) implements Transmission {}

  /**
   * The destination takes nothing any more, neither this nor what is behind it; whoever declared it
   * sees to that.
   *
   * @param reason why
   */
  record Gone(String reason) implements Transmission {}

  /**
   * Never: trying the same bytes again is of no use.
   *
   * @param reason why
   * @param answer the receiver's answer, if there was one
   */
  record Refused(String reason, Optional<byte[]> answer) implements Transmission {}
}
