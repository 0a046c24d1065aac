package parley.camelroutes.outbox;

import java.time.Duration;

/**
 * When a refusal says something of the message, and when of the receiver. One message that is
 * refused is dead; but a receiver that refuses one after the other has a fault of its own, and must
 * not turn a whole queue into dead letters.
 *
 * @param inARow messages that a destination refused in a row, nothing taken between them, of which
 *     the last and every further one are left waiting; at least 1
 * @param patience how long one message waits after answers of a receiver that it cannot take it,
 *     before it is dead and those behind it go on; above zero
 */
public record RefusalRule(int inARow, Duration patience) {

  public RefusalRule {
    if (inARow < 1 || patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          "a destination stops after at least one refusal, and patience is above zero");
    }
  }

  /** The fifth refusal in a row stops; a message is offered for 6 hours. */
  public static RefusalRule usual() {
    return new RefusalRule(5, Duration.ofHours(6));
  }
}
