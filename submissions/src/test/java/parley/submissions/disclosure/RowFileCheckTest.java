package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check makes of a file that is not as the writer makes them. */
class RowFileCheckTest {

  private static final RowRule RULE = new RowRule(List.of("a"), List.of("b"), 2, 2);
  private static final RowRule EVERYTHING = new RowRule(List.of("a"), List.of("b"), 2, 2, true);
  private static final String ENOUGH = "a,b\r\n1,x\r\n1,y\r\n1,x\r\n1,y\r\n";

  @Test
  void aFileThatKeepsToTheRuleHasNoFault() throws IOException {
    var verdict = check(ENOUGH);
    assertThat(verdict).isEqualTo(new RowFileCheck.Verdict(4, 1, 4, 2, 2, List.of()));
  }

  @Test
  void aValueIsReadAsItWasBeforeItWasQuoted() throws IOException {
    var one = "\"1,\"\"2\"\"\r\n3\"";
    assertThat(check(ENOUGH.replace("1,", one + ","))).isEqualTo(check(ENOUGH));
    assertThat(check(ENOUGH.replaceFirst("1,", one + ",")).faults())
        .contains("a class has fewer rows than k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,\"x", "1,\"x\"y\r\n", "\"1,x\r\n1,y\r\n"})
  void whatIsNoCsvIsAFault(String rows) throws IOException {
    assertThat(check(ENOUGH + rows))
        .isEqualTo(new RowFileCheck.Verdict(0, 0, 0, 0, 0, List.of("the file is no CSV in UTF-8")));
  }

  @Test
  void whatIsNoUtf8IsAFault() throws IOException {
    var bytes = ENOUGH.replace("x", "\u00fc").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(RowFileCheck.of(new ByteArrayInputStream(bytes), RULE).faults())
        .containsExactly("the file is no CSV in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\r\n", "1,x,y\r\n", "\r\n"})
  void aRowOfAnotherLengthIsAFault(String row) throws IOException {
    assertThat(check(ENOUGH + row).faults())
        .containsExactly("a row has more or fewer values than the header");
  }

  @Test
  void aFileWithoutAHeaderOrWithAnotherIsAFault() throws IOException {
    assertThat(check("").faults()).containsExactly("the file has no header");
    assertThat(check(ENOUGH.replace("a,b", "a,c")).faults())
        .containsExactly("the columns are not those of the rule");
  }

  /** A class of one value and of words for none is all alike. */
  @ParameterizedTest
  @ValueSource(strings = {"other", "not known", "not stated", "*", ""})
  void aWordForNoValueIsNoVariety(String word) throws IOException {
    var verdict = check(ENOUGH.replace("y", word));
    assertThat(verdict.leastVariety()).isEqualTo(1);
    assertThat(verdict.faults())
        .containsExactly("a class has fewer different sensitive values than l");
  }

  @Test
  void aRowThatIsLikeFewOthersInEverythingIsAFault() throws IOException {
    assertThat(check(ENOUGH, EVERYTHING).faults()).isEmpty();
    assertThat(check(ENOUGH + "1,z\r\n", EVERYTHING).faults())
        .contains("fewer rows than k are equal in everything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,x,u 1,x,u 1,y,w 1,y,w", "1,x,u 1,x,u 1,y,u 1,y,u 1,x,* 1,x,*"})
  void aColumnThatTheOthersTellIsAFault(String rows) throws IOException {
    var rule = new RowRule(List.of("a"), List.of("b", "c"), 2, 2, true);
    var csv = "a,b,c\r\n" + rows.replace(" ", "\r\n") + "\r\n";
    assertThat(check(csv, rule).faults()).contains("all columns but one tell that one");
    assertThat(check("a,b,c\r\n1,x,*\r\n1,x,*\r\n1,y,*\r\n1,y,*\r\n", rule).faults()).isEmpty();
  }

  private static RowFileCheck.Verdict check(String csv) throws IOException {
    return check(csv, RULE);
  }

  private static RowFileCheck.Verdict check(String csv, RowRule rule) throws IOException {
    return RowFileCheck.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), rule);
  }
}
