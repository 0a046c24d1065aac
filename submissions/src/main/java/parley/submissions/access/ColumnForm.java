package parley.submissions.access;

import io.github.spannm.jackcess.Column;
import io.github.spannm.jackcess.ColumnBuilder;
import io.github.spannm.jackcess.DataType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.submissions.dataset.DatasetField;
import parley.submissions.dataset.FieldType;

/**
 * How a field is kept in a column of Access. Text is Short Text, days and times are Date/Time,
 * whole numbers are Number (Long Integer): types of the national model
 * (nhsengland/Reusable-Code-Library, iapt_v2_1); that the official database has the same is
 * UNVERIFIED. A template's own types are kept to as far as they can hold the field.
 *
 * @param type of the column
 * @param characters that fit, of a text column
 */
record ColumnForm(DataType type, int characters) {

  /** Access's day 0: a time of day is stored as a moment of it. */
  static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

  private static final int LONGEST_TEXT = 255;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  static ColumnForm of(Column column) {
    return new ColumnForm(
        column.getType(),
        column.getType() == DataType.TEXT ? column.getLengthInUnits() : Integer.MAX_VALUE);
  }

  /** As our own definition has it. */
  static ColumnForm of(DatasetField field) {
    var type =
        switch (field.type()) {
          case TEXT -> DataType.TEXT;
          case WHOLE_NUMBER -> DataType.LONG;
          case DATE, TIME, DATE_TIME -> DataType.SHORT_DATE_TIME;
        };
    return new ColumnForm(type, field.maxLength().orElse(LONGEST_TEXT));
  }

  ColumnBuilder column(String name) {
    var column = new ColumnBuilder(name).withType(type);
    return type == DataType.TEXT
        ? column.withLengthInUnits(characters).withCompressedUnicode(true)
        : column;
  }

  /** Whether a column can hold what a field holds, whatever its length. */
  boolean canHold(FieldType field) {
    return switch (type) {
      case TEXT, MEMO -> true;
      case SHORT_DATE_TIME ->
          field == FieldType.DATE || field == FieldType.TIME || field == FieldType.DATE_TIME;
      case INT, LONG, DOUBLE -> field == FieldType.WHOLE_NUMBER;
      default -> false;
    };
  }

  /**
   * A value as the column takes it; empty when it cannot hold it.
   *
   * @param value not blank
   */
  Optional<Object> held(FieldType field, String value) {
    return switch (type) {
      case TEXT, MEMO -> value.length() <= characters ? Optional.of(value) : Optional.empty();
      case SHORT_DATE_TIME -> moment(field, value).map(moment -> moment);
      case INT -> number(value).filter(number -> number <= Short.MAX_VALUE).map(number -> number);
      case LONG, DOUBLE -> number(value).map(number -> number);
      default -> Optional.empty();
    };
  }

  private static Optional<LocalDateTime> moment(FieldType field, String value) {
    try {
      return switch (field) {
        case DATE -> Optional.of(LocalDate.parse(value).atStartOfDay());
        case TIME -> Optional.of(LocalTime.parse(value).atDate(DAY_ZERO));
        case DATE_TIME -> Optional.of(LocalDateTime.parse(value));
        case TEXT, WHOLE_NUMBER -> Optional.empty();
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(String value) {
    return NUMBER.matcher(value).matches() ? Optional.of(Integer.valueOf(value)) : Optional.empty();
  }
}
