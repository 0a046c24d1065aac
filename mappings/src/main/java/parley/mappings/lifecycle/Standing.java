package parley.mappings.lifecycle;

import java.util.Optional;

/**
 * Where a course stands.
 *
 * @param state its state
 * @param step only in treatment, or as it was when treatment ended
 * @param paused whether the person is not available, so that the clock of waiting stands still
 */
public record Standing(CourseState state, Optional<Step> step, boolean paused) {

  static final Optional<Step> NO_STEP = Optional.empty();
  private static final Optional<String> NO_LEVEL = Optional.empty();

  static Standing of(CourseState state) {
    return new Standing(state, Optional.empty(), false);
  }

  /** In words, such as {@code treatment at step-2, paused}. */
  public String words() {
    var level = state == CourseState.TREATMENT ? step.map(it -> " at " + it.code()) : NO_LEVEL;
    return state.code() + level.orElse("") + (paused ? ", paused" : "");
  }

  /** The same without the pause. */
  Standing resumed() {
    return new Standing(state, step, false);
  }
}
