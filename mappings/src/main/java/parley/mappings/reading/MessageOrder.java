package parley.mappings.reading;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import parley.mappings.Problem;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Segment;

/** Puts problems in the order in which a reader of the message comes upon them. */
final class MessageOrder {

  private static final Pattern LOCATION =
      Pattern.compile("([A-Z][A-Z0-9]{2})(?:\\[(\\d+)])?(?:-(\\d+))?");

  private final List<Segment> segments;

  private MessageOrder(List<Segment> segments) {
    this.segments = segments;
  }

  static MessageOrder of(Hl7Message message) {
    return new MessageOrder(message.segments());
  }

  /** Problems of the message as a whole and of absent segments first, then by segment and field. */
  List<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted(Comparator.comparingInt(this::place)).toList();
  }

  private int place(Problem problem) {
    var parts = LOCATION.matcher(problem.location());
    if (!parts.matches()) {
      return -1;
    }
    var occurrence = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
    var field = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    for (var index = 0; index < segments.size(); index++) {
      var segment = segments.get(index);
      if (segment.name().equals(parts.group(1)) && segment.occurrence() == occurrence) {
        // No segment of HL7 v2 has as many fields.
        return index * 1000 + field;
      }
    }
    return -1;
  }
}
