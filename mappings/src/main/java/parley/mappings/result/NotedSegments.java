package parley.mappings.result;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;

/**
 * Segments of a result with the notes (NTE) that stand behind what they are on.
 *
 * @param segments in the order of the message
 */
record NotedSegments(List<Segment> segments) {

  /**
   * The others, when some are taken out with the notes on them; that a note is not carried is
   * noted.
   *
   * @param taken asked once of each segment that is no note, in order
   * @param what the notes are on, as {@code a document}
   * @param remedy how to send what others have to read
   */
  List<Segment> without(Predicate<Segment> taken, Reading reading, String what, String remedy) {
    var others = new ArrayList<Segment>();
    var out = false;
    for (var segment : segments) {
      var note = segment.name().equals("NTE");
      out = note ? out : taken.test(segment);
      if (!out) {
        others.add(segment);
      } else if (note && segment.field(3).hasValue()) {
        reading.note(
            Problem.warning(
                ProblemCode.NOT_CARRIED,
                segment.location(3),
                "notes on " + what + " are not carried into the record; they stay in the journal",
                remedy));
      }
    }
    return others;
  }
}
