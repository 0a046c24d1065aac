package parley.submissions.rule;

/**
 * What of the record no table says, though it ought to. Holds no value of the record.
 *
 * @param resource such as {@code Observation/123}
 * @param element the element at fault, such as {@code period.start}; may be empty
 * @param reason what is wrong
 * @param remedy how to mend it
 */
public record RecordFault(
    Kind kind, String resource, String element, String reason, String remedy) {

  /** What is at fault. */
  public enum Kind {
    /** A date that is missing, or is no day of the calendar. */
    DATE,
    /** Whose course it is. */
    COURSE,
    /** It is of after the end of its course, in a month that has that course no more. */
    ENDED,
    /** The code that says what it is. */
    CODE,
    /** There is room for one, and this is another. */
    SECOND,
    /** The problem that a course was for. */
    PROBLEM,
    /** Nobody has said what came of it. */
    OUTCOME,
    /** It is of a contact that did not take place. */
    ATTENDED
  }

  /** The type of the resource. */
  public String type() {
    int slash = resource.indexOf('/');
    return slash < 0 ? resource : resource.substring(0, slash);
  }
}
