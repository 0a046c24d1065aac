package parley.camelroutes;

import java.util.List;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.Problem;

/** Writes answers to messages of one format, in the form that its senders read. */
public interface AnswerWriter {

  /** Name of the format it answers; see {@link parley.mappings.MessageFormat#name}. */
  String format();

  /**
   * The answer to a message.
   *
   * @param content the message as received
   * @param reference id of the answer, at most 18 characters
   * @param state where the message stands
   * @param problems what was found
   * @return empty when the sender asked for none
   */
  Optional<byte[]> answer(
      Content content, String reference, JournalEntry.State state, List<Problem> problems);
}
