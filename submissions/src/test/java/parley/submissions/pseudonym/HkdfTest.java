package parley.submissions.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SHA-256 test vectors of RFC 5869, appendix A.1 to A.3. */
class HkdfTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9, 42,"
        + " 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, '', '', 42,"
        + " 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
  })
  void givesTheVectorsOfTheRfc(
      String secret, String salt, String info, int length, String expected) {
    var derived = Hkdf.derive(HEX.parseHex(secret), HEX.parseHex(salt), HEX.parseHex(info), length);

    assertThat(HEX.formatHex(derived)).isEqualTo(expected);
  }

  @org.junit.jupiter.api.Test
  void givesTheLongVectorOfTheRfc() {
    var derived = Hkdf.derive(run(0x00, 80), run(0x60, 80), run(0xb0, 80), 82);

    assertThat(HEX.formatHex(derived))
        .isEqualTo(
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
  }

  private static byte[] run(int first, int length) {
    var bytes = new byte[length];
    for (var at = 0; at < length; at++) {
      bytes[at] = (byte) (first + at);
    }
    return bytes;
  }
}
