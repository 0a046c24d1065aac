package parley.submissions.build;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The disk failed while a package was written, as when it is full. Nothing of the package is left.
 * The message is one line for a person.
 */
public final class PackageNotWritten extends RuntimeException {

  PackageNotWritten(Path folder, Throwable cause) {
    super(
        "the package could not be written to "
            + folder
            + " and nothing of it is left: "
            + why(cause)
            + "; make room or name another folder, and build it again",
        cause);
  }

  private static String why(Throwable cause) {
    if (cause instanceof FileSystemException disk && disk.getReason() != null) {
      return disk.getReason();
    }
    return Optional.ofNullable(cause.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse(cause.getClass().getSimpleName());
  }
}
