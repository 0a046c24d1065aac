package parley.server.work;

import parley.submissions.engine.BuildStep;

/** Hears how far a build is. */
@FunctionalInterface
public interface BuildProgress {

  /**
   * Said from time to time, and at the end of each type.
   *
   * @param resources how many of the type were read
   */
  void read(String resourceType, long resources, boolean done);

  /** Said at the end of each step. */
  default void done(BuildStep step) {
    // Who counts resources need not care.
  }
}
