package parley.submissions.access;

/**
 * In what a database differs from the definition of the data set.
 *
 * @param place table, or table and field, such as {@code IDS101Referral.EndCode}
 * @param what is otherwise
 * @param harmless whether the tables can be written into it all the same
 */
public record Difference(String place, String what, boolean harmless) {

  @Override
  public String toString() {
    return place.isEmpty() ? what : place + ": " + what;
  }
}
