package parley.submissions.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sees to it that a test marked {@link Attack} makes its attack with the defence off as well, and
 * writes down what came of it: {@code target/attacks.csv} is where the numbers of docs/privacy.md
 * are from.
 */
public final class AttackWatch implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private static final Path TOLD = Path.of("target", "attacks.csv");

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    Defence.made();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws IOException {
    var made = Defence.made();
    if (context.getExecutionException().isPresent()) {
      return;
    }
    if (made.isEmpty()) {
      throw new AssertionError(
          context.getRequiredTestMethod().getName() + " was not made with its defence off");
    }
    tell(context.getRequiredTestMethod().getName(), made);
  }

  private static void tell(String test, List<Defence.Outcome> made) throws IOException {
    if (!Files.isDirectory(TOLD.getParent())) {
      return;
    }
    var lines = new StringBuilder();
    for (var one : made) {
      lines.append(String.join(",", test, '"' + one.what() + '"', one.on() + "", one.off() + "\n"));
    }
    Files.writeString(
        TOLD, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
