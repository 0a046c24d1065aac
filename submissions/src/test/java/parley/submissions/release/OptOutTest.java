package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/** Attack 27: whoever opted out is in no row and in no count, and an old list releases nothing. */
class OptOutTest {

  private static final int REFERRALS = 300;
  private static final Set<Integer> OUT =
      IntStream.range(0, REFERRALS).filter(i -> i % 7 == 3).boxed().collect(Collectors.toSet());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"evaluation", "open-rows", "figures"})
  @Attack(
      value = 27,
      by = "who opted out, in rows and counts",
      off = "the list of opt-outs: nobody on it")
  void a27ItIsAsIfTheyHadNeverBeenInTheRecord(String example) {
    var order = MadeOrders.order(example);
    var without = MadeOrders.with(order, MadeOrders.people(OUT));
    var filtered = files(new MadePeople(REFERRALS), without, "a");
    var never = files(new MadePeople(REFERRALS, OUT), order, "b");
    Defence.holds(
        "files that differ: " + example,
        different(never, filtered),
        different(never, files(new MadePeople(REFERRALS), order, "c")));
  }

  private static long different(
      java.util.Map<String, String> one, java.util.Map<String, String> other) {
    assertThat(other.keySet()).isEqualTo(one.keySet());
    return one.keySet().stream().filter(name -> !one.get(name).equals(other.get(name))).count();
  }

  @Test
  void a27AStaleListRefusesBeforeAnythingIsRead() {
    for (var stale :
        new OptOuts[] {
          new OptOuts.Stale(Optional.empty()), new OptOuts.Stale(Optional.of(MadeOrders.TODAY))
        }) {
      var order = MadeOrders.with(MadeOrders.order("evaluation"), stale);
      ViewResources unread =
          type -> {
            throw new AssertionError("the record was read");
          };
      var result = MadeOrders.builder().build(unread, order, folder.resolve("x"));
      assertThat(result)
          .isInstanceOfSatisfying(
              ReleaseResult.Refused.class,
              refused ->
                  assertThat(refused.problems())
                      .extracting(ReleaseProblem::code)
                      .containsExactly(ReleaseProblem.Code.OPT_OUT));
    }
    assertThat(ReleasedFolder.beside(folder)).isEmpty();
  }

  @Test
  void whoHasNoNhsNumberCannotBeAskedAfterAndIsLeftOut() {
    var people = new MadePeople(REFERRALS);
    ViewResources record =
        type ->
            people
                .ofType(type)
                .map(
                    text ->
                        ResourceText.of(
                            text.json()
                                .replace(
                                    "\"value\":\"" + MadePeople.nhsNumber(200) + "\"",
                                    "\"use\":\"usual\"")));
    var result =
        MadeOrders.builder().build(record, MadeOrders.order("evaluation"), folder.resolve("a"));
    var tally = ((ReleaseResult.Released<?>) result).tally();
    assertThat(tally.unasked()).isEqualTo(1);
    assertThat(tally.optedOut()).isZero();
    assertThat(ReleasedFolder.files(folder.resolve("a")))
        .containsAllEntriesOf(
            data(
                files(
                    new MadePeople(REFERRALS, Set.of(200)), MadeOrders.order("evaluation"), "b")));
  }

  /** The second number of a person may be the one that the opt-out is kept under. */
  @ParameterizedTest
  @ValueSource(strings = {"9990300003", "999 030 0003", "not a number", ""})
  void a27EveryNhsNumberOfAPersonIsAskedFor(String second) {
    var end = "]}],\"extension\":[";
    var other =
        ",{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\""
            + (second.isEmpty() ? "}" : ",\"value\":\"" + second + "\"}");
    var people = new MadePeople(REFERRALS);
    ViewResources record =
        type ->
            people
                .ofType(type)
                .map(
                    text ->
                        !text.json().contains(MadePeople.nhsNumber(200))
                            ? text
                            : ResourceText.of(
                                text.json().replace(end, "]}" + other + "],\"extension\":[")));
    assertThat(record.ofType("Patient").filter(it -> it.json().contains(other))).hasSize(1);
    var optOuts =
        new OptOuts.Current(MadeOrders.TODAY.minusDays(1), number -> number.equals("9990300003"));
    var order = MadeOrders.with(MadeOrders.order("evaluation"), optOuts);
    var result = MadeOrders.builder().build(record, order, folder.resolve("a"));
    var tally = ((ReleaseResult.Released<?>) result).tally();
    var isNumber = second.startsWith("999");
    assertThat(tally.optedOut()).isEqualTo(isNumber ? 1 : 0);
    assertThat(tally.unasked()).isEqualTo(isNumber ? 0 : 1);
    assertThat(ReleasedFolder.files(folder.resolve("a")))
        .containsAllEntriesOf(
            data(files(new MadePeople(REFERRALS, Set.of(200)), order, "without")));
  }

  private static java.util.Map<String, String> data(java.util.Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> !file.getKey().contains("manifest"))
        .collect(Collectors.toMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue));
  }

  private java.util.SortedMap<String, String> files(
      ViewResources record, ReleaseOrder order, String name) {
    var result = MadeOrders.builder().build(record, order, folder.resolve(name));
    assertThat(result).isInstanceOf(ReleaseResult.Released.class);
    return ReleasedFolder.files(folder.resolve(name));
  }
}
