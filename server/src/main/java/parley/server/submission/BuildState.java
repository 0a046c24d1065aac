package parley.server.submission;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a build stands in the register. */
enum BuildState {
  BUILDING,
  /** Nothing was built; the reason says why. There is a report when the tables could be made. */
  FAILED,
  CANCELLED,
  /** The guard held it back; report, measures and manifest are there. */
  BLOCKED,
  /** The package is there. */
  DRAFT,
  /** Somebody has read the report. */
  CHECKED,
  /** It may go to the national portal, and is carried to the outlet. */
  RELEASED,
  UPLOADED,
  /** The portal took it; later files are compared with it. */
  ACCEPTED,
  REJECTED;

  /** As the register has it. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<BuildState> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }

  /** What a person may make of it next. */
  List<BuildState> next() {
    return switch (this) {
      case DRAFT -> List.of(CHECKED);
      case CHECKED -> List.of(RELEASED);
      case RELEASED -> List.of(UPLOADED);
      case UPLOADED -> List.of(ACCEPTED, REJECTED);
      default -> List.of();
    };
  }

  /** In words, what a person may do. */
  String allowed() {
    return next().isEmpty()
        ? "nothing follows; build again"
        : next().stream().map(BuildState::code).collect(Collectors.joining(" or ")) + " may follow";
  }

  /** Whether a person says so, and not the program. */
  boolean isSaidByPeople() {
    return ordinal() > DRAFT.ordinal();
  }

  /** Whether there is a package, or at least the report on what was to be one. */
  boolean hasFiles() {
    return ordinal() >= DRAFT.ordinal() || this == BLOCKED || this == FAILED;
  }
}
