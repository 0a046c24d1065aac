package parley.submissions.engine;

/** What the building of a package consists of, in the order in which it is done. */
public enum BuildStep {
  VIEWS("the record read through the views"),
  PERIOD("what belongs to the period"),
  MEASURES("the measures"),
  ROWS("the rows of the tables"),
  RULES("the rules"),
  TEXT_FILES("the tables as CSV and Parquet"),
  ACCESS_FILE("the tables as Access database"),
  REPORT("measures, report and manifest");

  private final String title;

  BuildStep(String title) {
    this.title = title;
  }

  /** In words, for a person. */
  public String title() {
    return title;
  }

  /** Hears when a step is done. */
  @FunctionalInterface
  public interface Heard {

    /** Nobody wants to know. */
    Heard BY_NOBODY = step -> {};

    void done(BuildStep step);
  }
}
