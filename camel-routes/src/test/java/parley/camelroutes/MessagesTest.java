package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

  static List<Arguments> files() {
    return List.of(
        file("MSH|1\rPID|1\r", "MSH|1\rPID|1\r"),
        file("MSH|1\rPID|1\rMSH|2\rPID|2", "MSH|1\rPID|1\r", "MSH|2\rPID|2"),
        file("FHS|\rBHS|\rMSH|1\rPID|1\rBTS|1\rFTS|1\r", "MSH|1\rPID|1\r"),
        file("FHS|\nBHS|\nMSH|1\nMSH|2\nBTS|2\nBHS|\nMSH|3\n", "MSH|1\n", "MSH|2\n", "MSH|3\n"),
        file("\u00ef\u00bb\u00bfMSH|1\r\n", "MSH|1\r\n"),
        file("\u000bMSH|1\r\u001c\r\u000bMSH|2\r\u001c\r", "MSH|1\r", "MSH|2\r"),
        // Only at the start of a segment, and only as a whole name, does a message begin.
        file("MSH|1\rNTE|MSH|2\rMSHX|3\r", "MSH|1\rNTE|MSH|2\rMSHX|3\r"),
        file("no message", "no message"),
        file("", ""));
  }

  private static Arguments file(String file, String... messages) {
    return Arguments.of(file, List.of(messages));
  }

  @ParameterizedTest
  @MethodSource("files")
  void splitsAtEveryMessage(String file, List<String> messages) {
    var split = Messages.split(Texts.bytes(file)).stream().map(Texts::text).toList();
    assertThat(split).isEqualTo(messages);
  }
}
