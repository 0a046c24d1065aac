package parley.submissions.course;

import java.util.Optional;
import java.util.Set;

/** Something that is known of a course, or why it is not. */
public sealed interface Answer<T> {

  /**
   * The answer.
   *
   * @param restsOnUnverified whether another value of a threshold that nobody could verify could
   *     change it
   */
  record Known<T>(T is, boolean restsOnUnverified) implements Answer<T> {}

  /** There is none; {@code gaps} is never empty. */
  record Unknown<T>(Set<Gap> gaps) implements Answer<T> {
    public Unknown {
      if (gaps.isEmpty()) {
        throw new IllegalArgumentException("an unknown answer needs a reason");
      }
      gaps = Set.copyOf(gaps);
    }
  }

  /** An answer that rests on no threshold, or on verified ones. */
  static <T> Answer<T> of(T value) {
    return new Known<>(value, false);
  }

  /** No answer, for one reason. */
  static <T> Answer<T> none(Gap gap) {
    return new Unknown<>(Set.of(gap));
  }

  /** The answer, if there is one. */
  default Optional<T> value() {
    return this instanceof Known<T> known ? Optional.of(known.is()) : Optional.empty();
  }

  /** Why there is no answer; empty when there is one. */
  default Set<Gap> missing() {
    return this instanceof Unknown<T> unknown ? unknown.gaps() : Set.of();
  }

  /** Whether the answer is known to be this. */
  default boolean is(T value) {
    return value().filter(value::equals).isPresent();
  }

  /** Whether the answer could be otherwise if an unverified threshold were. */
  default boolean restsOnUnverifiedThreshold() {
    return this instanceof Known<T> known && known.restsOnUnverified();
  }
}
