package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The dice fall as they did when the files of yesterday were made. */
class DiceTest {

  @Test
  void theSameThrowsOnEveryMachine() {
    var dice = Dice.of(7, 1, 42);
    assertThat(DoubleStream.generate(dice::unit).limit(3).mapToObj(Double::toHexString))
        .containsExactly("0x1.f9501a88dd438p-4", "0x1.588b6e648d89p-3", "0x1.0d45d4c17184p-6");
    assertThat(Double.toHexString(Dice.of(7, 1, 42).normal())).isEqualTo("0x1.023e11305be5fp-2");
  }

  @Test
  void anotherThingIsThrownOtherwise() {
    assertThat(Dice.of(7, 1, 42).unit()).isNotEqualTo(Dice.of(7, 1, 43).unit());
    assertThat(Dice.of(7, 1, 42).unit()).isNotEqualTo(Dice.of(7, 2, 42).unit());
    assertThat(Dice.of(7, 1, 42).unit()).isNotEqualTo(Dice.of(8, 1, 42).unit());
  }

  @Test
  void weightsAreKeptTo() {
    var dice = Dice.of(1);
    var counts = new int[3];
    for (var i = 0; i < 10_000; i++) {
      counts[dice.weighted(1, 0, 3)]++;
    }
    assertThat(counts[1]).isZero();
    assertThat(counts[0]).isBetween(2_300, 2_700);
  }

  @Test
  void theNormalDistributionHasMeanNoneAndDeviationOne() {
    var dice = Dice.of(2);
    var all = DoubleStream.generate(dice::normal).limit(20_000).toArray();
    var mean = DoubleStream.of(all).average().orElseThrow();
    var variance = DoubleStream.of(all).map(it -> it * it).average().orElseThrow();
    assertThat(mean).isBetween(-0.03, 0.03);
    assertThat(variance).isBetween(0.96, 1.04);
  }
}
