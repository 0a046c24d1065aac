package parley.submissions.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where an export is written, by names of files; whoever offers it shows nothing before the end.
 */
public interface BulkFiles {

  /** A new file; closed by the writer. */
  OutputStream create(String name) throws IOException;

  /** A file that was written; closed by the reader. */
  InputStream open(String name) throws IOException;

  /** Takes a file away. */
  void remove(String name) throws IOException;
}
