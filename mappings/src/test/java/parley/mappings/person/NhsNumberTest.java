package parley.mappings.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NhsNumberTest {

  @ParameterizedTest
  @ValueSource(strings = {"9990000018", "999 000 0018", " 9990000018", "999-000-0018"})
  void spacingIsForReadingOnly(String text) {
    assertThat(NhsNumber.read(text)).contains(new NhsNumber("9990000018"));
  }

  /** The last has a check of eleven, which is written as nought. */
  @ParameterizedTest
  @ValueSource(strings = {"9990000026", "9990000034", "9990000093", "9990000190", "9990000050"})
  void rightCheckDigits(String text) {
    assertThat(NhsNumber.read(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9990000019", "999000001", "99900000180", "999000001X", "", "x"})
  void anythingElseIsNone(String text) {
    assertThat(NhsNumber.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void noDigitStandsForACheckOfTen(int last) {
    assertThat(NhsNumber.read("999000000" + last)).isEmpty();
  }

  /** Each passes the modulus 11 sum, and each is what is typed when there is no number. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void oneDigitTenTimesIsAPlaceholder(int digit) {
    assertThat(NhsNumber.read(String.valueOf(digit).repeat(10))).isEmpty();
  }

  @Test
  void cannotBeMadeOfAnythingElse() {
    assertThatThrownBy(() -> new NhsNumber("9990000019"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
