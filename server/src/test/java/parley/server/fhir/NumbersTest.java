package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which numbers pass where their type is not known. */
class NumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000000000",
        "gt1e999999",
        "5,1e999999999",
        "8480-6$1e999999999",
        "Observation?value-quantity=1e999999999",
        "1E\u0669\u0669\u0669\u0669\u0669\u0669",
        "1e%39%39%39%39%39%39",
      })
  void refusesExponentsThatCostMemory(String text) {
    assertThat(Numbers.absurdInUrl(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5e421234-1e99-4e99-8e99-123456789012",
        "12E4567",
        "1e300",
        "Patient/1e123456789abc",
        "a note with 100% and 1e5",
        "2026-11-22T10:00:00Z",
      })
  void takesIdsNotesAndNumbers(String text) {
    assertThat(Numbers.absurdInUrl(text)).isFalse();
  }
}
