package parley.submissions.view.path;

/** What the value of a type is when FHIRPath calculates or compares with it. */
public enum Kind {
  TRUTH,
  WHOLE,
  DECIMAL,
  TEXT,
  DATE,
  DATE_TIME,
  TIME,
  QUANTITY,
  /** Has elements and no value of its own. */
  STRUCTURE
}
