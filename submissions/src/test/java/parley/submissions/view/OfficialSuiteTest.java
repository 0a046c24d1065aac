package parley.submissions.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The official cases of SQL on FHIR, which are not part of this repository. {@code
 * -Dviews.suite=<folder>} names another folder of them.
 */
class OfficialSuiteTest {

  private static final String FOLDER = "shared/sql-on-fhir-tests";

  @TestFactory
  Stream<DynamicNode> everyOfficialCaseComesOutAsExpected() throws IOException {
    return suite().isPresent() ? ViewCases.in(suite().get()) : Stream.empty();
  }

  @Test
  void theSuiteIsThereAndWasRun() throws IOException {
    assumeTrue(suite().isPresent(), "the official cases are not beside the repository: " + FOLDER);

    assertThat(ViewCases.in(suite().get()).count()).isGreaterThan(50);
  }

  private static Optional<Path> suite() {
    var named = System.getProperty("views.suite", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    var above = Path.of("").toAbsolutePath();
    while (above != null) {
      if (Files.isDirectory(above.resolve(FOLDER))) {
        return Optional.of(above.resolve(FOLDER));
      }
      above = above.getParent();
    }
    return Optional.empty();
  }
}
