package parley.submissions.view.path;

/**
 * A path cannot be evaluated on what a resource holds. It never holds a value of the resource; who
 * runs a path turns it into a result.
 */
public final class PathFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;
  private final String remedy;

  public PathFailure(String rule, String remedy) {
    super(rule, null, false, false);
    this.rule = rule;
    this.remedy = remedy;
  }

  /** What was not kept. */
  public String rule() {
    return rule;
  }

  /** The way to mend it. */
  public String remedy() {
    return remedy;
  }
}
