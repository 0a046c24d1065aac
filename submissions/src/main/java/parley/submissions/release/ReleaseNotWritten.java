package parley.submissions.release;

import java.io.IOException;
import java.nio.file.Path;

/** The disk failed while a release was written; nothing of it is left. */
public final class ReleaseNotWritten extends RuntimeException {

  ReleaseNotWritten(Path folder, IOException cause) {
    super("the release could not be written into " + folder + "; make room there", cause);
  }
}
