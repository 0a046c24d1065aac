package parley.server.optout;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parley.mappings.person.NhsNumber;

/**
 * The file of the Check for National Data Opt-outs Service: an NHS number and a comma on each line,
 * lines ended by LF; the answer is the same file without those who opted out (digital.nhs.uk, Check
 * for National Data Opt-outs Service; renalregistry.atlassian.net, National Opt-Out Processes).
 */
final class CheckFile {

  /** What comes in the place of an answer when a number of the request was none. */
  private static final String INVALID = "The file contains one or more invalid NHS Numbers";

  private CheckFile() {}

  /** What came of reading an answer. */
  sealed interface Answer {

    /** The numbers of those who have not opted out. */
    record Clear(Set<String> numbers) implements Answer {
      public Clear {
        numbers = Set.copyOf(numbers);
      }

      /** None of them. */
      @Override
      public String toString() {
        return "Clear";
      }
    }

    /** A note that the request has arrived; the answer is still to come. */
    record Receipt() implements Answer {}

    /**
     * No answer.
     *
     * @param reason with its remedy; never a number
     */
    record Unusable(String reason) implements Answer {}
  }

  /** A request; numbers in rising order, so that the order says nothing of the record. */
  static byte[] request(Collection<String> numbers) {
    var text = new StringBuilder();
    new TreeSet<>(numbers).forEach(number -> text.append(number).append(",\n"));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads an answer; one line that is no number makes all of it unusable. */
  static Answer answer(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.US_ASCII).replace("\r\n", "\n");
    if (text.stripLeading().startsWith("{")) {
      return new Answer.Receipt();
    }
    if (text.strip().startsWith(INVALID)) {
      return new Answer.Unusable(
          "the service found a number in the request that is none; ask again with a new request");
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      return new Answer.Unusable("its last line is not ended: it is not whole; fetch it again");
    }
    var numbers = new HashSet<String>();
    var line = 0;
    for (var one : text.lines().toList()) {
      line++;
      var number = number(one);
      if (number.isEmpty()) {
        return new Answer.Unusable(
            "line " + line + " is no NHS number with a comma after it; take the file as it came");
      }
      numbers.add(number.get());
    }
    return new Answer.Clear(numbers);
  }

  private static Optional<String> number(String line) {
    return line.matches("[0-9]{10},")
        ? NhsNumber.read(line.substring(0, line.length() - 1)).map(NhsNumber::value)
        : Optional.empty();
  }
}
