package parley.server.optout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file as the national service wants and gives it. */
class CheckFileTest {

  @Test
  void aRequestIsNumbersWithCommasAndLineFeeds() {
    assertThat(CheckFile.request(List.of("9990000026", "9990000018")))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("9990000018,\n9990000026,\n");
  }

  @Test
  void anAnswerIsTheSameWithoutSome() {
    assertThat(read("9990000018,\n9990000026,\n"))
        .isEqualTo(new CheckFile.Answer.Clear(java.util.Set.of("9990000018", "9990000026")));
    assertThat(read("9990000018,\r\n"))
        .isEqualTo(new CheckFile.Answer.Clear(java.util.Set.of("9990000018")));
    assertThat(read("")).isEqualTo(new CheckFile.Answer.Clear(java.util.Set.of()));
  }

  @Test
  void aReceiptIsNoAnswer() {
    assertThat(read("{\"version\": 10, \"status\": \"pending\"}"))
        .isInstanceOf(CheckFile.Answer.Receipt.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The file contains one or more invalid NHS Numbers.",
        "9990000018,\n99900000",
        "9990000018,\n9990000026",
        "9990000018\n",
        "9990000019,\n",
        "9990000018,9990000026,\n",
        "NHS number,\n9990000018,\n",
        "<html>9990000018</html>\n"
      })
  void whatIsNotWholeOrNoNumberIsNotUsedAndNotRepeated(String text) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            CheckFile.Answer.Unusable.class, it -> assertThat(it.reason()).doesNotContain("99900"));
  }

  private static CheckFile.Answer read(String text) {
    return CheckFile.answer(text.getBytes(StandardCharsets.US_ASCII));
  }
}
