package parley.submissions.dataset;

/**
 * What a field of the data set holds. All of them are text in the CSV; the Access file has types.
 */
public enum FieldType {
  /** Text. */
  TEXT("string"),
  /** A day, {@code YYYY-MM-DD}; an English local date. */
  DATE("date"),
  /** A time of day, {@code HH:MM:SS}; English local time. */
  TIME("time"),
  /** A day and a time of day, {@code YYYY-MM-DDThh:mm:ss}; English local time. */
  DATE_TIME("dateTime"),
  /** A whole number without sign. */
  WHOLE_NUMBER("integer");

  private final String code;

  FieldType(String code) {
    this.code = code;
  }

  /** The FHIR type by which the definition of a table names it. */
  String code() {
    return code;
  }
}
