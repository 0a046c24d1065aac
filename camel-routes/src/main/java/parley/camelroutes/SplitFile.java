package parley.camelroutes;

import java.io.IOException;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.Problem;

/**
 * A file that is read message by message, however large it is, and how it is answered. Used by one
 * thread.
 */
interface SplitFile {

  /** The next message in order; empty at the end. */
  Optional<Item> next() throws IOException;

  /** What stands in the answers before the first. */
  default byte[] opening() {
    return new byte[0];
  }

  /** The answer to a message as it stands in the file of answers. */
  default byte[] answer(Item.Taken item, byte[] answer) {
    return answer;
  }

  /** The answer to a message that was not taken. */
  byte[] refusal(Item.Refused item);

  /** What is said of the file as a whole, once {@link #next} has given nothing. */
  byte[] closing();

  /** Whether nothing is wrong with the file as a whole, once {@link #next} has given nothing. */
  boolean sound();

  /** One message of a file. */
  sealed interface Item {

    /**
     * To go along the spine.
     *
     * @param number which one in the file, from 1
     */
    record Taken(int number, Content content) implements Item {}

    /**
     * Not to be journalled, only answered.
     *
     * @param number which one in the file, from 1
     * @param beginning enough of it to answer it by
     * @param problem why
     */
    record Refused(int number, byte[] beginning, Problem problem) implements Item {}
  }
}
