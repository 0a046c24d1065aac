package parley.submissions.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import parley.submissions.access.AccessFile;
import parley.submissions.dataset.Dataset;
import parley.submissions.rule.QualityFiles;
import parley.submissions.rule.Submission;

/** A template: the database of our own definition, without rows. */
final class EmptyDatabase {

  private EmptyDatabase() {}

  static Path in(Path folder) throws IOException {
    var file = folder.resolve("empty.accdb");
    AccessFile.write(
        new Submission(Dataset.iapt21(), QualityFiles.golden().facts(), Map.of()), file);
    return file;
  }
}
