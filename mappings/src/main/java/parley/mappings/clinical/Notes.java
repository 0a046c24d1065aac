package parley.mappings.clinical;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Segment;

/** NTE segments, which belong to whatever stands before them. */
public final class Notes {

  private Notes() {}

  /** The text of a note: repetitions of NTE-3 are lines. */
  public static String text(Segment nte) {
    return nte.field(3).repetitions().stream()
        .map(line -> line.component(1))
        .filter(line -> !line.isEmpty() && !line.equals(Field.NULL))
        .collect(Collectors.joining("\n"));
  }

  /** Notes on the message as a whole: those that do not follow an OBX. */
  public static List<String> general(Hl7Message message) {
    var notes = new ArrayList<String>();
    var observation = false;
    for (var segment : message.segments()) {
      if (segment.name().equals("NTE")) {
        var text = text(segment);
        if (!observation && !text.isEmpty()) {
          notes.add(text);
        }
      } else if (!segment.name().startsWith("Z")) {
        observation = segment.name().equals("OBX");
      }
    }
    return notes;
  }
}
