package parley.mappings.hl7v2;

import java.util.List;

/**
 * One segment.
 *
 * @param name three-letter segment name, such as {@code PID}
 * @param occurrence which one of that name in the message, from 1
 * @param fields its fields; {@code fields.get(n - 1)} is field n
 */
public record Segment(String name, int occurrence, List<Field> fields) {

  public Segment {
    fields = List.copyOf(fields);
  }

  /** Field {@code number}, counted from 1; an absent one is an empty field. */
  public Field field(int number) {
    return number <= fields.size() ? fields.get(number - 1) : Field.EMPTY;
  }

  /** How a problem names a field: {@code PID-7}, or {@code OBX[2]-5} from the second segment on. */
  public String location(int field) {
    return (occurrence == 1 ? name : name + '[' + occurrence + ']') + '-' + field;
  }
}
