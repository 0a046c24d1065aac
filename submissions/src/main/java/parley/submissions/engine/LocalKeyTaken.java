package parley.submissions.engine;

/** That two files that are made at the same time give keys that contradict each other. */
public final class LocalKeyTaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LocalKeyTaken() {
    super("another submission has given a local key at the same moment; build it again");
  }
}
