package parley.mappings.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

  @ParameterizedTest
  @CsvSource({"Base64,BASE64", "BASE64,BASE64", "base64,BASE64", "Hex,HEX", "a,A"})
  void isFoundInAnyCase(String name, Encoding encoding) {
    assertThat(Encoding.named(name)).contains(encoding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip", "base 64", "Base64url"})
  void anyOtherIsNotGuessed(String name) {
    assertThat(Encoding.named(name)).isEmpty();
  }

  @Test
  void lineBreaksBetweenTheCharactersOfBase64ArePassedOver() {
    assertThat(Encoding.BASE64.decode("JVBE\nRi0x\r\n Lj Q=").orElseThrow())
        .isEqualTo("%PDF-1.4".getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JVBER", "JVBE*i0x", "=JVBE", "JVBE=Ri0", "_-Zz"})
  void brokenBase64IsSaidToBeBroken(String data) {
    assertThat(Encoding.BASE64.decode(data)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2550444", "25xx", "0x25"})
  void brokenHexIsSaidToBeBroken(String data) {
    assertThat(Encoding.HEX.decode(data)).isEmpty();
  }

  @Test
  void aFileAsLargeAsAMessageMayBeIsDecodedWhole() {
    var bytes = new byte[7_000_000];
    new Random(1).nextBytes(bytes);
    var lines = Base64.getMimeEncoder().encodeToString(bytes);

    assertThat(Encoding.BASE64.decode(lines).orElseThrow()).isEqualTo(bytes);
  }
}
