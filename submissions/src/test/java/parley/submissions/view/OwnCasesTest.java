package parley.submissions.view;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Cases of our own, in the form of the official suite. */
class OwnCasesTest {

  @TestFactory
  Stream<DynamicNode> everyOwnCaseComesOutAsExpected() throws IOException, URISyntaxException {
    return ViewCases.in(Path.of(OwnCasesTest.class.getResource("/views/cases").toURI()));
  }
}
