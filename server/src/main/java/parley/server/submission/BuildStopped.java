package parley.server.submission;

/** That a build is not wanted any more. */
public final class BuildStopped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BuildStopped() {
    super("the build is not wanted any more");
  }
}
