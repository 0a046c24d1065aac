package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

  private static final String MSH = "MSH|^~\\&|";

  /** In a file and its messages, {@code #} stands for MSH with its delimiters. */
  static List<Arguments> files() {
    return List.of(
        file("#1\rPID|1\r", "#1\rPID|1\r"),
        file("#1\rPID|1\r#2\rPID|2", "#1\rPID|1\r", "#2\rPID|2"),
        file("FHS|\rBHS|\r#1\rPID|1\rBTS|1\rFTS|1\r", "#1\rPID|1\r"),
        file("FHS|^~\\&|A\rBHS\r#1\rPID|1\rBTS\rFTS", "#1\rPID|1\r"),
        file("FHS|\nBHS|\n#1\n#2\nBTS|2\nBHS|\n#3\n", "#1\n", "#2\n", "#3\n"),
        file("\u00ef\u00bb\u00bf#1\r\n", "#1\r\n"),
        file("\u000b#1\r\u001c\r\u000b#2\r\u001c\r", "#1\r", "#2\r"),
        file("#1\rPID|1\r\n\r\n\r\n#2", "#1\rPID|1\r", "#2"),
        file("  \r\n #1\r#2", "#1\r", "#2"),
        file("MSH$!*?$1\rBTS|1\rBTS$1\r#2\r", "MSH$!*?$1\rBTS|1\r", "#2\r"),
        file("#1\rMSH|^~\\|2\r", "#1\r", "MSH|^~\\|2\r"),
        file("no message", "no message"),
        file("", ""));
  }

  /** What begins no message: it is not at the start of a segment, or no delimiters follow. */
  static List<String> texts() {
    return List.of(
        "NTE|" + MSH + "2",
        " " + MSH + "2",
        "MSHX" + MSH.substring(3) + "3",
        "MSH clinic, see letter",
        "MSH",
        "MSH|",
        "MSH|^~",
        "MSH|^~ &|",
        "MSH|A^~\\&|",
        "MSH: seen",
        "MSH - ~^&",
        "MSH.....",
        "MSH-----",
        "MSH:...;",
        "MSH|||||",
        "BHS, the charity",
        "BTS: a note",
        "FTS clinic",
        "FHS-1");
  }

  private static Arguments file(String file, String... messages) {
    var expected = List.of(messages).stream().map(message -> message.replace("#", MSH)).toList();
    return Arguments.of(file.replace("#", MSH), expected);
  }

  @ParameterizedTest
  @MethodSource("files")
  void splitsAtEveryMessage(String file, List<String> messages) {
    assertThat(split(file)).isEqualTo(messages);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void freeTextAfterALineFeedCutsNoMessage(String text) {
    for (var lineEnd : List.of("\r", "\n", "\r\n")) {
      var first = MSH + "1\rPID|1\rNTE|1||seen at" + lineEnd + text + lineEnd + "PV1|1\r";
      var second = MSH + "2\rPID|1\r";
      assertThat(split(first + second)).containsExactly(first, second);
    }
  }

  @Test
  void longRunsOfLineEndsAndSpacesTakeLittleTime() {
    var message = MSH + "1\rPID|1\r";
    for (var blank : List.of("\r", "\n", "\r\n", " ", "\n ", "\u000b", "\u001c")) {
      var run = blank.repeat(1_000_000);
      var split =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () -> split(message + run + "x" + run + "\r" + message + run + "\r" + message));
      assertThat(split).hasSize(3);
      assertThat(split.get(1)).isEqualTo(message);
    }
  }

  private static List<String> split(String file) {
    return Messages.split(Texts.bytes(file)).stream().map(Texts::text).toList();
  }
}
