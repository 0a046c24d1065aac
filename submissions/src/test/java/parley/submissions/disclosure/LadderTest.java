package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/** Attack 19 on ages and dates: one top and one bottom code, and nothing off a ladder. */
class LadderTest {

  @Test
  void a19DatesAndAgesAreOnTheLadderOrNotKnown() {
    assertThat(Ladder.DATE.at(1, "2026-10-26")).isEqualTo("2026-10");
    assertThat(Ladder.DATE.at(2, "2026-10-26")).isEqualTo("2026 Q4");
    assertThat(Ladder.DATE.at(3, "2026-10-26")).isEqualTo("2026");
    for (var age = 0; age < 18; age++) {
      assertThat(Ladder.AGE.at(1, "" + age)).isEqualTo("under 18");
    }
    for (var age = 90; age < 125; age++) {
      assertThat(Ladder.AGE.at(1, "" + age)).isEqualTo("90 and over");
      assertThat(Ladder.AGE.at(2, "" + age)).isEqualTo("90 and over");
    }
    assertThat(Ladder.AGE.at(1, "34")).isEqualTo("25 to 34");
    assertThat(Ladder.AGE.at(2, "34")).isEqualTo("18 to 44");
    assertThat(Ladder.REGION.at(2, "Y56")).isEqualTo("England");
    for (var ladder : Ladder.values()) {
      for (var level = 1; level <= ladder.levels(); level++) {
        for (var odd : List.of("", "Jane Doe", "1980-01-01T10:00", "LS1 4AP", "-5", "9990000018")) {
          assertThat(ladder.at(level, odd)).isEqualTo(Ladder.UNKNOWN);
        }
      }
    }
    assertThatThrownBy(() -> Ladder.AGE.at(0, "34")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Attack(value = 19, by = "ages under 18, and of 90 and over", off = "top and bottom code")
  void a19TheVeryYoungAndTheVeryOldAreNotToldApart() {
    IntFunction<String> tens = age -> "%d to %d".formatted(age / 10 * 10, age / 10 * 10 + 9);
    for (var level = 1; level <= Ladder.AGE.levels(); level++) {
      var on = level;
      Defence.holds(
          "ages of level " + level, apart(age -> Ladder.AGE.at(on, "" + age)), apart(tens));
    }
  }

  /** Codes that those under 18 have beside the first, and those of 90 and over. */
  private static long apart(IntFunction<String> ladder) {
    return codes(0, 17, ladder).size() - 1 + codes(90, 124, ladder).size() - 1;
  }

  private static Set<String> codes(int from, int to, IntFunction<String> ladder) {
    return IntStream.rangeClosed(from, to).mapToObj(ladder).collect(Collectors.toSet());
  }
}
