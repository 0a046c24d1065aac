package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.attack.ObjectGraph;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MadeKeys;

/** Attacks 2, 4 and 7 on finished releases of the same people. */
class TokenReleaseAttackTest {

  private static final MadePeople PEOPLE = new MadePeople(120);
  private static final OptOuts NOBODY = MadeOrders.nobody();
  private static final String LINKABLE = MadeOrders.example("evaluation");
  private static final String UNLINKABLE =
      LINKABLE.replace(
          "\"linkable\", \"valueBoolean\": true", "\"linkable\", \"valueBoolean\": false");

  @TempDir static Path folder;

  /** Two readings, of the year and of half of it: reading takes longer than all else. */
  @BeforeAll
  static void release() {
    var epoch =
        LINKABLE.replace(
            "\"epoch\", \"valueString\": \"2026\"", "\"epoch\", \"valueString\": \"2027\"");
    released(
        Map.of(
            "linkable", order(LINKABLE, 12, 1),
            "linkable again", order(LINKABLE, 12, 1),
            "epoch", order(epoch, 12, 1),
            "key", order(LINKABLE, 12, 2),
            "unlinkable", order(UNLINKABLE, 12, 1),
            "unlinkable again", order(UNLINKABLE, 12, 1),
            "other", order(another(UNLINKABLE), 12, 1)));
    released(
        Map.of("linkable half", order(LINKABLE, 6, 1), "unlinkable half", order(UNLINKABLE, 6, 1)));
  }

  private static void released(Map<String, ReleaseOrder> orders) {
    var wanted = new ArrayList<ReleaseWanted>();
    orders.forEach((name, order) -> wanted.add(new ReleaseWanted(order, folder.resolve(name))));
    assertThat(MadeOrders.builder().build(PEOPLE, wanted))
        .allMatch(it -> it instanceof ReleaseResult.Released<?>);
  }

  @Test
  @Attack(
      value = 2,
      by = "key left in memory or files as text",
      off = "bytes alone: a holder of it as text")
  void a02TheKeyIsInNoStringOfWhatAReleaseIsMadeWith() {
    var order = MadeOrders.order("evaluation");
    var builder = MadeOrders.builder();
    var result = builder.build(new MadePeople(30), order, folder.resolve("a"));
    var pseudonyms = ReleaseKeys.pseudonyms(order).orElseThrow();
    var text = ReleasedFolder.files(folder.resolve("a")).toString();
    var forms = MadeKeys.forms(1);
    var kept = List.of(builder, order, result, pseudonyms, order.toString(), text);
    var careless = List.of(builder, new Careless(forms.get(0)), result.toString());
    Defence.holds("key as text", keys(kept, forms), keys(careless, forms));
    assertThat(ObjectGraph.texts(kept)).hasSizeGreaterThan(100);
  }

  /** A holder of the key who forgot that strings stay. */
  private record Careless(String key) {}

  @Test
  @Attack(value = 4, by = "two epochs, two keys", off = "the change of epoch and key")
  void a04ANewEpochOrKeyLinksNothing() {
    var first = tokens("linkable");
    var same = tokens("linkable again");
    Defence.holds("another epoch", common(first, tokens("epoch")), common(first, same));
    Defence.holds("another key", common(first, tokens("key")), common(first, same));
  }

  @Test
  @Attack(
      value = 7,
      by = "two releases, two agreements that are not linkable",
      off = "the epoch of each release: a linkable agreement")
  void a07UnlinkableReleasesOfTheSamePeopleDifferInEveryToken() {
    var year = tokens("unlinkable");
    var linkedYear = tokens("linkable");
    var linkedHalf = tokens("linkable half");
    Defence.holds(
        "two periods", common(year, tokens("unlinkable half")), common(linkedYear, linkedHalf));
    Defence.holds("two agreements", common(year, tokens("other")), common(linkedYear, linkedHalf));
    assertThat(tokens("unlinkable again")).as("made again").isEqualTo(year);
  }

  private static String another(String agreement) {
    return agreement
        .replace("Parameters/agreement-evaluation", "Parameters/agreement-other")
        .replace("service evaluation of a made-up university", "another study of it");
  }

  private static ReleaseOrder order(String agreement, int months, long key) {
    var order = MadeOrders.order(MadeOrders.agreement(agreement), NOBODY);
    return ChangedOrder.of(order)
        .last(YearMonth.of(2026, months))
        .keys(Optional.of(new KeyRing(MadeKeys.key(key), List.of())))
        .order();
  }

  /** All cells of all columns of tokens. */
  private static Set<String> tokens(String name) {
    var columns = new HashMap<String, List<String>>();
    columns.put("referrals", List.of("patientToken", "referralToken"));
    columns.put("contacts", List.of("contactToken", "contactReferralToken"));
    columns.put("scores", List.of("scoreReferralToken"));
    var tokens = new HashSet<String>();
    columns.forEach(
        (file, names) ->
            names.forEach(
                column ->
                    tokens.addAll(ReleasedFolder.column(folder.resolve(name), file, column))));
    assertThat(tokens).hasSizeGreaterThan(50).allMatch(it -> it.matches("[a-z2-7]{26}"));
    return tokens;
  }

  private static long common(Set<String> one, Set<String> other) {
    return one.stream().filter(other::contains).count();
  }

  private static long keys(List<?> roots, List<String> forms) {
    return ObjectGraph.texts(roots).stream()
        .filter(text -> forms.stream().anyMatch(text::contains))
        .count();
  }
}
