package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;
import parley.terminology.England;

/**
 * Writes acknowledgements (HL7 v2.5.1 section 2.9). In original mode there is one, AA, AE or AR. In
 * enhanced mode MSH-15 asks for an accept acknowledgement (CA, CE, CR) and MSH-16 for an
 * application acknowledgement (AA, AE, AR); when both are wanted, both messages follow one another
 * in the answer. Parley decides a message before it answers, so the accept acknowledgement carries
 * the outcome too: a sender that asks for nothing else still learns of a refusal.
 */
public final class Acknowledgements implements AnswerWriter {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ");

  /** MSA-3 is ST with 80 characters in v2.4. */
  private static final int MSA_TEXT = 80;

  private final Clock clock;

  public Acknowledgements(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String format() {
    return MessageFormat.HL7_V2;
  }

  @Override
  public Optional<byte[]> answer(
      Content content, String reference, JournalEntry.State state, List<Problem> problems) {
    return answer(content.bytes(), reference, state, problems);
  }

  /**
   * The answer to a message.
   *
   * @param message the message as received; need not be HL7
   * @param reference control id of the answer, at most 18 characters
   * @param state applied gives AA, parked AE, rejected AR or AE by its problems
   * @param problems each becomes an ERR segment
   * @return one or two messages; empty when the sender asked for none
   */
  public Optional<byte[]> answer(
      byte[] message, String reference, JournalEntry.State state, List<Problem> problems) {
    var header = HeaderEcho.of(message);
    if (header.isEmpty()) {
      var text = write(HeaderEcho.none(), "AR", reference, problems, false);
      return Optional.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    var envelope = header.get().envelope();
    var verdict = verdict(state, problems);
    var text = new StringBuilder();
    if (envelope.messageCode().equals("ACK")) {
      // Two systems that acknowledge acknowledgements never stop; an accept one may be asked for.
      return wanted(envelope.acceptAckType(), verdict)
          ? Optional.of(
              write(header.get(), "C" + verdict, reference, problems, true)
                  .getBytes(StandardCharsets.ISO_8859_1))
          : Optional.empty();
    }
    if (!envelope.enhancedMode()) {
      text.append(write(header.get(), "A" + verdict, reference, problems, false));
    } else {
      if (wanted(envelope.acceptAckType(), verdict)) {
        text.append(write(header.get(), "C" + verdict, reference + 'C', problems, true));
      }
      if (wanted(envelope.applicationAckType(), verdict)) {
        text.append(write(header.get(), "A" + verdict, reference, problems, true));
      }
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static char verdict(JournalEntry.State state, List<Problem> problems) {
    if (state == JournalEntry.State.APPLIED) {
      return 'A';
    }
    var rejects =
        problems.stream().anyMatch(problem -> problem.stops() && problem.code().rejects());
    return state == JournalEntry.State.REJECTED && rejects ? 'R' : 'E';
  }

  /**
   * HL7 table 0155. In enhanced mode an empty condition is NE; one that is not in the table is
   * answered as AL, because too many answers do less harm than none.
   */
  private static boolean wanted(String condition, char verdict) {
    return switch (condition.toUpperCase(Locale.ROOT)) {
      case "", "NE" -> false;
      case "ER" -> verdict != 'A';
      case "SU" -> verdict == 'A';
      default -> true;
    };
  }

  private String write(
      HeaderEcho header, String code, String reference, List<Problem> problems, boolean enhanced) {
    var segments = new ArrayList<String>();
    segments.add(msh(header, reference, enhanced));
    segments.add(msa(header, code, problems));
    problems.forEach(problem -> segments.add(ErrSegment.of(problem, header)));
    return String.join("\r", segments) + '\r';
  }

  private String msh(HeaderEcho header, String reference, boolean enhanced) {
    var component = header.encoding(0);
    var event = header.escape(header.envelope().triggerEvent());
    var type = event.isEmpty() ? "ACK" : "ACK" + component + event + component + "ACK";
    // Nobody is to acknowledge an acknowledgement: MSH-15 and MSH-16 NE.
    var conditions = enhanced ? "NE" : "";
    var fields =
        List.of(
            "MSH",
            header.encoding(),
            header.field(5),
            header.field(6),
            header.field(3),
            header.field(4),
            TIME.format(clock.instant().atZone(England.TIME)),
            "",
            type,
            reference,
            header.field(11).isEmpty() ? "P" : header.field(11),
            header.field(12).isEmpty() ? "2.4" : header.field(12),
            "",
            "",
            conditions,
            conditions,
            "",
            header.field(18));
    var msh = String.join(String.valueOf(header.separator()), fields);
    return trimEnd(msh, header.separator());
  }

  private static String msa(HeaderEcho header, String code, List<Problem> problems) {
    var text = problems.stream().filter(Problem::stops).findFirst().map(Acknowledgements::text);
    var msa =
        String.join(
            String.valueOf(header.separator()),
            "MSA",
            code,
            header.field(10),
            header.escape(text.orElse("")));
    return trimEnd(msa, header.separator());
  }

  /** Systems that show nothing but MSA-3 show this. */
  private static String text(Problem problem) {
    var text = problem.location() + ": " + problem.rule();
    return text.length() <= MSA_TEXT ? text : text.substring(0, MSA_TEXT);
  }

  private static String trimEnd(String segment, char separator) {
    int end = segment.length();
    while (end > 0 && segment.charAt(end - 1) == separator) {
      end--;
    }
    return segment.substring(0, end);
  }
}
