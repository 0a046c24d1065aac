package parley.submissions.build;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The disk or the database engine failed while a package was written, as when the disk is full.
 * Nothing of it is left. The message is one line for a person.
 */
public final class PackageNotWritten extends RuntimeException {

  PackageNotWritten(Path folder, Throwable cause) {
    super("the package " + folder.getFileName() + " could not be written: " + why(cause), cause);
  }

  private static String why(Throwable cause) {
    return Optional.ofNullable(cause.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse(cause.getClass().getSimpleName());
  }
}
