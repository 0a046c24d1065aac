package parley.submissions.agreement;

/** How rows are written. */
public enum RowFormat {
  /** CSV alone. */
  CSV,
  /** The same rows as Parquet beside the CSV. */
  PARQUET
}
