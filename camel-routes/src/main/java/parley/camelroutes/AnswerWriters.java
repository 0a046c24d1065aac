package parley.camelroutes;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;

/** Answers each message in its own format, and what is in none as HL7 v2 does. */
final class AnswerWriters {

  private final AnswerWriter otherwise;
  private final List<AnswerWriter> writers;

  /**
   * The writers there are.
   *
   * @param acknowledgements answers HL7 v2, and whatever no other writer answers
   * @param clock dates answers
   */
  AnswerWriters(Acknowledgements acknowledgements, Clock clock) {
    this.otherwise = acknowledgements;
    this.writers = List.of(acknowledgements, new FhirAnswers(clock), new CsvResult());
  }

  Optional<byte[]> answer(
      Optional<MessageFormat> format,
      Content content,
      String reference,
      JournalEntry.State state,
      List<Problem> problems) {
    return writers.stream()
        .filter(writer -> format.filter(of -> of.name().equals(writer.format())).isPresent())
        .findFirst()
        .orElse(otherwise)
        .answer(content, reference, state, problems);
  }
}
