package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** What problems are called in BaRS. */
class BarsErrorTest {

  @Test
  void noProblemIsEverCalledADuplicate() {
    assertThat(Arrays.stream(ProblemCode.values()).map(BarsErrorTest::of))
        .isNotEmpty()
        .doesNotContain(BarsError.DUPLICATE);
  }

  @Test
  void theFirstProblemThatStopsDecidesTheStatus() {
    var warning = Problem.warning(ProblemCode.NOT_CARRIED, "Encounter", "a rule", "a remedy");
    var error = Problem.error(ProblemCode.SLOT_TAKEN, "Appointment.slot", "a rule", "a remedy");
    assertThat(BarsError.of(List.of(warning, error))).isEqualTo(BarsError.CONFLICT);
    assertThat(BarsError.of(List.of()).status()).isEqualTo(500);
    assertThat(of(ProblemCode.STORE_UNAVAILABLE).status()).isEqualTo(503);
    assertThat(of(ProblemCode.CONTROL_ID_REUSED).status()).isEqualTo(400);
  }

  private static BarsError of(ProblemCode code) {
    return BarsError.of(Problem.error(code, "MSG", "a rule", "a remedy"));
  }
}
