package parley.submissions.dataset;

/** What a field is to the keys of the data set. */
public sealed interface FieldKey {

  /** No key. */
  record None() implements FieldKey {}

  /** The key of its table: no two rows of a file have the same. */
  record Primary() implements FieldKey {}

  /**
   * Names a row of a parent table.
   *
   * @param table the parent, such as {@code IDS001MPI}
   * @param field its key
   */
  record Parent(String table, String field) implements FieldKey {}
}
