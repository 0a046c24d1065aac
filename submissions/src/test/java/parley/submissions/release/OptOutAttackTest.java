package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Defence;
import parley.submissions.pseudonym.IdentifierKind;

/** Attacks 27 and 28: who opted out is looked for by their tokens; what is made twice differs. */
class OptOutAttackTest {

  private static final int REFERRALS = 150;
  private static final Set<Integer> OUT =
      IntStream.range(0, REFERRALS).filter(i -> i % 5 == 3).boxed().collect(Collectors.toSet());

  @TempDir Path folder;

  @Test
  void a27WhoOptedOutIsFoundInNoRow() {
    var order = MadeOrders.order("evaluation");
    Defence.holds(
        "people who opted out",
        found(MadeOrders.with(order, MadeOrders.people(OUT)), "on"),
        found(MadeOrders.with(order, MadeOrders.nobody()), "off"));
  }

  private long found(ReleaseOrder order, String name) {
    assertThat(MadeOrders.builder().build(new MadePeople(REFERRALS), order, folder.resolve(name)))
        .isInstanceOf(ReleaseResult.Released.class);
    var tokens =
        new HashSet<>(ReleasedFolder.column(folder.resolve(name), "referrals", "patientToken"));
    assertThat(tokens).hasSizeGreaterThan(50);
    var pseudonyms = ReleaseKeys.pseudonyms(order).orElseThrow();
    return OUT.stream()
        .map(i -> TokenValues.patient(MadePeople.nhsNumber(i)))
        .filter(it -> tokens.contains(pseudonyms.of(IdentifierKind.PATIENT, it).value()))
        .count();
  }

  @Test
  void a28FilesAndFiguresMadeTwiceDoNotDiffer() {
    for (var example : Set.of("evaluation", "open-rows", "figures")) {
      var order = MadeOrders.order(example);
      var later = MadeOrders.with(order, order.optOuts(), order.made().plusSeconds(61));
      Defence.holds(
          "files that differ: " + example,
          different(order, order, example + 1),
          different(order, later, example + 2));
    }
  }

  private long different(ReleaseOrder one, ReleaseOrder other, String name) {
    var people = new MadePeople(REFERRALS * 3);
    MadeOrders.builder().build(people, one, folder.resolve(name + "-a"));
    MadeOrders.builder().build(people, other, folder.resolve(name + "-b"));
    var first = ReleasedFolder.files(folder.resolve(name + "-a"));
    var second = ReleasedFolder.files(folder.resolve(name + "-b"));
    assertThat(first.keySet()).isEqualTo(second.keySet()).isNotEmpty();
    return first.keySet().stream()
        .filter(file -> !first.get(file).equals(second.get(file)))
        .count();
  }
}
