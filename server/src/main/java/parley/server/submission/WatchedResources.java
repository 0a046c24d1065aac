package parley.server.submission;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import parley.server.work.BuildProgress;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/** The record, with somebody who says how far its reading is, and may stop it. */
public final class WatchedResources implements ViewResources {

  private static final long OFTEN = 1_000;
  private static final long SAID = 50_000;

  private final ViewResources resources;
  private final BooleanSupplier wanted;
  private final BuildProgress progress;

  /**
   * Watches.
   *
   * @param wanted whether the build is still wanted; asked every thousand resources
   */
  public WatchedResources(ViewResources resources, BooleanSupplier wanted, BuildProgress progress) {
    this.resources = resources;
    this.wanted = wanted;
    this.progress = progress;
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    requireWanted();
    var count = new AtomicLong();
    return resources
        .ofType(resourceType)
        .peek(resource -> next(resourceType, count.incrementAndGet()))
        .onClose(() -> progress.read(resourceType, count.get(), true));
  }

  private void next(String resourceType, long count) {
    if (count % OFTEN == 0) {
      requireWanted();
    }
    if (count % SAID == 0) {
      progress.read(resourceType, count, false);
    }
  }

  private void requireWanted() {
    if (!wanted.getAsBoolean()) {
      throw new BuildStopped();
    }
  }
}
