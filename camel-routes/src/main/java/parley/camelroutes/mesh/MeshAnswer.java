package parley.camelroutes.mesh;

import java.util.Optional;
import java.util.function.Function;

/** What came of a call to MESH. */
public sealed interface MeshAnswer<T> {

  /** MESH did what it was asked. */
  record Done<T>(T value) implements MeshAnswer<T> {}

  /** It did not, or nobody knows whether it did. */
  record Failed<T>(MeshFailure failure) implements MeshAnswer<T> {}

  /** What it gave; empty after a failure. */
  default Optional<T> given() {
    return this instanceof Done<T> done ? Optional.of(done.value()) : Optional.empty();
  }

  /** Why it gave nothing; empty when it did. */
  default Optional<MeshFailure> why() {
    return this instanceof Failed<T> failed ? Optional.of(failed.failure()) : Optional.empty();
  }

  /** Goes on with what was given; a failure stays. */
  default <R> MeshAnswer<R> then(Function<T, MeshAnswer<R>> next) {
    return this instanceof Done<T> done
        ? next.apply(done.value())
        : new Failed<>(((Failed<T>) this).failure());
  }
}
