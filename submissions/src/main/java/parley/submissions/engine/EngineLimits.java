package parley.submissions.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the engine may use of the machine.
 *
 * @param scratch folder for tables that do not fit into memory; files made there are gone at the
 *     end. Without one everything stays in memory
 * @param megabytes memory for tables, outside Java's heap
 * @param threads of SQL, and how many types of resources are read at a time: with more than one the
 *     {@code ViewResources} is asked from several threads
 */
public record EngineLimits(Optional<Path> scratch, int megabytes, int threads) {

  /** In memory, without a limit but the machine's; resources are read one type after another. */
  public static final EngineLimits IN_MEMORY = new EngineLimits(Optional.empty(), 0, 1);

  /**
   * @throws IllegalArgumentException without a thread, or with less memory than none
   */
  public EngineLimits {
    if (threads < 1 || megabytes < 0) {
      throw new IllegalArgumentException("at least one thread, and memory of 0 (any) or more");
    }
  }

  /** Tables in a folder, with 1 GB of memory and two threads: a large service. */
  public static EngineLimits in(Path scratch) {
    return new EngineLimits(Optional.of(scratch), 1_024, 2);
  }
}
