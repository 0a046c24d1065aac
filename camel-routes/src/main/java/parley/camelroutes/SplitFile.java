package parley.camelroutes;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import parley.mappings.Problem;

/** A file that is read message by message, however large it is. Used by one thread. */
interface SplitFile {

  /** The next message in order; empty at the end. */
  Optional<Item> next() throws IOException;

  /** What is wrong with the file as a whole; complete once {@link #next} has given nothing. */
  List<Problem> problems();

  /** A message header for the answer about the whole, so that its sender knows it again. */
  byte[] header();

  /** One message of a file. */
  sealed interface Item {

    /** To go along the spine. */
    record Taken(byte[] bytes) implements Item {}

    /**
     * Not to be journalled, only answered.
     *
     * @param beginning enough of it to answer it by
     * @param problem why
     */
    record Refused(byte[] beginning, Problem problem) implements Item {}
  }
}
