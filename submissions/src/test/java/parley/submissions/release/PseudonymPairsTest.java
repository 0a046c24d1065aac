package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MadeKeys;
import parley.submissions.pseudonym.Pseudonyms;
import parley.submissions.pseudonym.Reidentification;
import parley.submissions.pseudonym.Token;

/** What a recipient of linkable releases is told when the master key was changed. */
class PseudonymPairsTest {

  private static final MadePeople PEOPLE = new MadePeople(60);
  private static final ReleaseOrder ORDER = MadeOrders.order("evaluation");

  /** In London the order is made on this day. */
  private static final LocalDate MADE = LocalDate.of(2027, 1, 20);

  @TempDir static Path shared;
  @TempDir Path folder;

  private static final List<String> SCANNED = new ArrayList<>();
  private static List<ReleaseResult> results = List.of();

  @BeforeAll
  static void beforeAndInTheOverlap() {
    var unlinkable =
        MadeOrders.agreement(
            MadeOrders.example("evaluation")
                .replace(
                    "\"linkable\", \"valueBoolean\": true",
                    "\"linkable\", \"valueBoolean\": false"));
    var apart = MadeOrders.order(unlinkable, MadeOrders.nobody());
    var listening =
        new Gates(
            Gates.SHUT.suppression(),
            Gates.SHUT.check(),
            (canaries, release, digests) -> {
              release.files().forEach(file -> SCANNED.add(file.name()));
              return Gates.SHUT.scan().of(canaries, release, digests);
            });
    var wanted = new ArrayList<ReleaseWanted>();
    wanted.add(new ReleaseWanted(ORDER, shared.resolve("old")));
    wanted.add(new ReleaseWanted(rotated(ORDER, Optional.of(MADE)), shared.resolve("new")));
    wanted.add(new ReleaseWanted(rotated(apart, Optional.of(MADE)), shared.resolve("apart")));
    results = MadeOrders.builder(MadeOrders.TERMINOLOGY, listening).build(PEOPLE, wanted);
    assertThat(results).allMatch(it -> it instanceof ReleaseResult.Released<?>);
  }

  private static ReleaseOrder rotated(ReleaseOrder order, Optional<LocalDate> until) {
    var ring = new KeyRing(MadeKeys.key(2), List.of(MadeKeys.key(1)), until);
    return ChangedOrder.of(order).keys(Optional.of(ring)).order();
  }

  private static List<List<String>> pairs(Path release) {
    var rows = ReleasedFolder.rows(release, "PSEUDONYMISED-pairs-");
    return rows.subList(1, rows.size());
  }

  @Test
  void inTheOverlapARowIsFoundAgainByItsPairs() {
    var fresh = pairs(shared.resolve("new"));
    assertThat(ReleasedFolder.rows(shared.resolve("new"), "pairs").get(0))
        .containsExactly("kind", "old", "new");
    assertThat(fresh.stream().map(pair -> pair.get(2))).isSorted().doesNotHaveDuplicates();
    Map<String, String> becomes = new HashMap<>();
    fresh.forEach(pair -> becomes.put(pair.get(1), pair.get(2)));
    for (var file : List.of("-referrals-", "-contacts-", "-scores-")) {
      var translated = new ArrayList<List<String>>();
      for (var row : ReleasedFolder.rows(shared.resolve("old"), file)) {
        translated.add(row.stream().map(cell -> becomes.getOrDefault(cell, cell)).toList());
      }
      assertThat(translated)
          .hasSizeGreaterThan(10)
          .containsExactlyInAnyOrderElementsOf(ReleasedFolder.rows(shared.resolve("new"), file));
    }
  }

  @Test
  void itTellsOfThoseInTheReleaseAndOfNobodyElse() {
    for (var kind : Map.of("patient", "patientToken", "referral", "referralToken").entrySet()) {
      assertThat(olds(pairs(shared.resolve("new")), kind.getKey()))
          .isEqualTo(column(shared.resolve("old"), "referrals", kind.getValue()));
    }
    assertThat(olds(pairs(shared.resolve("new")), "contact"))
        .isEqualTo(column(shared.resolve("old"), "contacts", "contactToken"));
    var optedOut = MadeOrders.people(Set.of(0, 1, 2, 3, 59));
    var order = rotated(MadeOrders.with(ORDER, optedOut), Optional.of(MADE));
    assertThat(MadeOrders.builder().build(PEOPLE, order, folder.resolve("fewer")))
        .isInstanceOf(ReleaseResult.Released.class);
    var fewer = pairs(folder.resolve("fewer"));
    assertThat(fewer).hasSizeLessThan(pairs(shared.resolve("new")).size());
    assertThat(olds(fewer, "patient"))
        .hasSize(column(folder.resolve("fewer"), "referrals", "patientToken").size());
  }

  private static Set<String> column(Path release, String file, String name) {
    return new HashSet<>(ReleasedFolder.column(release, file, name));
  }

  private static Set<String> olds(List<List<String>> pairs, String kind) {
    return pairs.stream()
        .filter(pair -> pair.get(0).equals(kind))
        .map(pair -> pair.get(1))
        .collect(Collectors.toSet());
  }

  @Test
  void itIsAFileLikeTheOthersForManifestAndScan() {
    var file = "PSEUDONYMISED-pairs-2026-01-to-2026-12.csv";
    assertThat(SCANNED).containsOnlyOnce(file);
    var manifest = ((ReleaseResult.Released<?>) results.get(1)).manifest();
    assertThat(manifest.product().files()).anyMatch(one -> one.name().equals(file));
    assertThat(manifest.pairsFromKeyId()).contains(MadeKeys.key(1).id());
    assertThat(manifest.product().keyId()).isEqualTo(MadeKeys.key(2).id());
    assertThat(ReleasedFolder.files(shared.resolve("new")).toString())
        .contains("\"pairsFromKeyId\" : \"" + MadeKeys.key(1).id() + '"');
  }

  @Test
  void noOtherReleaseTellsPairs() {
    for (var other : List.of("old", "apart")) {
      var files = ReleasedFolder.files(shared.resolve(other));
      assertThat(files.keySet()).hasSize(5).noneMatch(file -> file.contains("pairs"));
      assertThat(files.toString()).doesNotContain("pairsFromKeyId");
    }
    var overlap = rotated(ORDER, Optional.of(MADE));
    assertThat(PairedKey.of(overlap)).isPresent();
    assertThat(PairedKey.of(ORDER)).isEmpty();
    assertThat(PairedKey.of(rotated(ORDER, Optional.empty()))).isEmpty();
    assertThat(PairedKey.of(rotated(ORDER, Optional.of(MADE.minusDays(1))))).isEmpty();
    assertThat(PairedKey.of(rotated(MadeOrders.order("open-rows"), Optional.of(MADE)))).isEmpty();
    assertThat(PairedKey.of(MadeOrders.keyless(overlap, Optional.empty()))).isEmpty();
    var archived = Optional.of(MadeKeys.key(1).id());
    assertThat(PairedKey.of(ChangedOrder.of(overlap).keyId(archived).order())).isEmpty();
  }

  @Test
  void afterTheOverlapTheOldKeyStillLeadsBack() {
    var after = new KeyRing(MadeKeys.key(2), List.of(MadeKeys.key(1)), Optional.of(MADE));
    assertThat(after.overlapping(MADE)).get().hasToString(MadeKeys.key(1).toString());
    assertThat(after.overlapping(MADE.plusDays(1))).isEmpty();
    var old = after.find(MadeKeys.key(1).id()).orElseThrow();
    var asked = new ArrayList<String>();
    var reidentification =
        new Reidentification(
            new Pseudonyms(old, ORDER.agreement().scope("")),
            (grant, keyId, scope, tokens) -> asked.add(keyId));
    var tokens =
        olds(pairs(shared.resolve("new")), "patient").stream()
            .map(Token::new)
            .collect(Collectors.toSet());
    var found =
        reidentification.find(
            new Reidentification.Grant("IG-LEAD", "a finding"),
            IdentifierKind.PATIENT,
            tokens,
            MadeOrders.everyone(60).mapToObj(i -> TokenValues.patient(MadePeople.nhsNumber(i))));
    assertThat(found.keySet()).isEqualTo(tokens).isNotEmpty();
    assertThat(asked).containsExactly(MadeKeys.key(1).id());
    assertThatThrownBy(() -> new KeyRing(MadeKeys.key(2), List.of(), Optional.of(MADE)))
        .hasMessageContaining("of two keys");
  }
}
