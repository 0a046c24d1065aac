package parley.server.submission;

/** Hears how far a build is. */
@FunctionalInterface
public interface BuildProgress {

  /**
   * Said from time to time, and at the end of each type.
   *
   * @param resources how many of the type were read
   */
  void read(String resourceType, long resources, boolean done);
}
