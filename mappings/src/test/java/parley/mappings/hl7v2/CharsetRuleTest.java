package parley.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.ProblemCode;

class CharsetRuleTest {

  @ParameterizedTest
  @CsvSource({
    "UNICODE UTF-8,UTF-8",
    "UTF-8,UTF-8",
    "UNICODE,UTF-8",
    "8859/1,ISO-8859-1",
    "ISO-8859-1,ISO-8859-1",
    "ASCII,US-ASCII"
  })
  void namesOfCharacterSets(String msh18, String charset) {
    assertThat(CharsetRule.named(msh18)).contains(Charset.forName(charset));
  }

  @Test
  void anEmptyFieldLeavesItToTheSender() {
    var bytes = "Zoë".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(CharsetRule.decode(bytes, "", StandardCharsets.ISO_8859_1))
        .isEqualTo(new CharsetRule.Decoded.Text("Zoë"));
  }

  @Test
  void theFieldGoesBeforeTheSender() {
    var bytes = "Zoë Łuk".getBytes(StandardCharsets.UTF_8);

    assertThat(CharsetRule.decode(bytes, "UNICODE UTF-8", StandardCharsets.ISO_8859_1))
        .isEqualTo(new CharsetRule.Decoded.Text("Zoë Łuk"));
  }

  @Test
  void passesOverAByteOrderMark() {
    var bytes = "\ufeffMSH".getBytes(StandardCharsets.UTF_8);

    assertThat(CharsetRule.decode(bytes, "", StandardCharsets.UTF_8))
        .isEqualTo(new CharsetRule.Decoded.Text("MSH"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UTF-8", "UNICODE", "ASCII", "EBCDIC"})
  void refusesBytesThatAreNotOfTheCharacterSet(String msh18) {
    var bytes = "Zoë".getBytes(StandardCharsets.ISO_8859_1);
    var decoded = CharsetRule.decode(bytes, msh18, StandardCharsets.UTF_8);

    assertThat(decoded).isInstanceOf(CharsetRule.Decoded.Invalid.class);
    var problem = ((CharsetRule.Decoded.Invalid) decoded).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.CHARSET);
    assertThat(problem.location()).isEqualTo("MSH-18");
    assertThat(problem.stops()).isTrue();
  }
}
