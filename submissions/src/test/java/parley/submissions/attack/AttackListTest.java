package parley.submissions.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static parley.submissions.attack.AttackTable.attacks;
import static parley.submissions.attack.AttackTable.proofs;
import static parley.submissions.attack.AttackTable.rows;
import static parley.submissions.attack.AttackTable.silent;

import java.io.IOException;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Attack 29: each attack of the list is a test that runs, is in the table of docs/privacy.md, and
 * turns red when its defence, or the arm of it without the defence, is taken away.
 */
class AttackListTest {

  @Test
  void everyAttackOfTheListIsATestThatRuns() throws IOException {
    var attacks = attacks();
    assertThat(attacks)
        .allSatisfy(it -> assertThat(silent(it)).as(it.toString()).isEmpty())
        .hasSizeGreaterThan(40);
    var numbers =
        proofs().stream()
            .flatMap(it -> IntStream.rangeClosed(it.first(), it.last()).boxed())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(numbers).containsExactlyElementsOf(IntStream.rangeClosed(1, 28).boxed().toList());
  }

  /** The tests of the gateway hold the rest of it against themselves. */
  @Test
  void theTableOfThePageIsThatOfTheTests() throws IOException {
    assertThat(rows().stream().filter(it -> !it.type().startsWith("Synth")))
        .containsExactlyElementsOf(proofs());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Probe.NeverOff.class, Probe.OffFindsNothing.class, Probe.OnFindsSomebody.class})
  void a29AnAttackWithoutItsDefenceOrItsSwitchTurnsRed(Class<?> probe) {
    assertThat(red(probe)).isEqualTo(1);
    assertThat(red(Probe.Proved.class)).isZero();
  }

  @Test
  void a29AnAttackThatIsNotRunIsMissed() throws NoSuchMethodException {
    assertThat(silent(Probe.Off.class.getDeclaredMethod("disabled")))
        .contains("its class is no test by its name", Disabled.class.getName());
    assertThat(silent(Probe.Off.class.getDeclaredMethod("noTest"))).contains("it is no test");
    var here = AttackListTest.class.getDeclaredMethod("a29AnAttackThatIsNotRunIsMissed");
    assertThat(silent(here)).isEmpty();
  }

  private static long red(Class<?> probe) {
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(probe)).build(),
            summary);
    assertThat(summary.getSummary().getTestsStartedCount()).isEqualTo(1);
    return summary.getSummary().getTestsFailedCount();
  }
}
