package parley.submissions.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** What stands in one column of one row. */
public sealed interface Cell {

  Cell ABSENT = new Absent();

  /** SQL's null. */
  record Absent() implements Cell {}

  record Truth(boolean value) implements Cell {}

  record Whole(long value) implements Cell {}

  record Exact(BigDecimal value) implements Cell {}

  /** Text, and every date and time as FHIR writes it. */
  record Text(String value) implements Cell {}

  /** The values of a column with {@code collection}, possibly none. */
  record Many(List<Cell> values) implements Cell {
    public Many {
      values = List.copyOf(values);
    }
  }

  /** An element that is no single value, as FHIR's JSON. */
  record Structure(JsonNode json) implements Cell {}
}
