package parley.submissions.build;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.build.Shortfall.Against.MONTHS_BEFORE;
import static parley.submissions.build.Shortfall.Against.PRIMARY;
import static parley.submissions.build.Shortfall.Thing.CONTACTS;
import static parley.submissions.build.Shortfall.Thing.ENDED_COURSES;
import static parley.submissions.build.Shortfall.Thing.REFERRALS;
import static parley.submissions.build.Shortfall.Thing.SCORES;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.submissions.quality.DataQuality;

class GuardTest {

  private static final GuardShares SHARES = new GuardShares(0.95, 0.6, 0.95, 5);
  private static final Counts PRIMARY_FILE = counts(1_000, 4_000, 3_000, 200);

  @Test
  void aCutOffRefreshIsFound() {
    // As one trust's file of July 2024 did, it keeps a twentieth of its contacts.
    assertThat(refresh(counts(1_000, 200, 150, 200), List.of()))
        .containsExactly(
            new Shortfall(CONTACTS, PRIMARY, 4_000, 200, 0.95),
            new Shortfall(SCORES, PRIMARY, 3_000, 150, 0.95));
  }

  @Test
  void eachCountIsLookedAt() {
    assertThat(refresh(counts(900, 4_000, 3_000, 200), List.of()))
        .extracting(Shortfall::thing)
        .containsExactly(REFERRALS);
    assertThat(refresh(counts(1_000, 4_000, 3_000, 100), List.of()))
        .extracting(Shortfall::thing)
        .containsExactly(ENDED_COURSES);
  }

  @Test
  void theShareItselfIsEnough() {
    assertThat(refresh(counts(950, 3_800, 2_850, 190), List.of())).isEmpty();
    assertThat(refresh(counts(949, 3_800, 2_850, 190), List.of())).hasSize(1);
    assertThat(refresh(counts(2_000, 9_000, 9_000, 900), List.of())).isEmpty();
  }

  @Test
  void aSecondPrimaryIsComparedWithTheFirstAndASecondRefreshWithTheFirst() {
    var less = counts(1_000, 4_000, 1_000, 200);
    var first = new Baseline(Optional.of(PRIMARY_FILE), List.of());
    assertThat(Guard.shortfalls(less, first, SHARES))
        .containsExactly(new Shortfall(SCORES, PRIMARY, 3_000, 1_000, 0.95));
    var refresh = new Baseline(Optional.empty(), Optional.of(PRIMARY_FILE), List.of());
    assertThat(Guard.shortfalls(less, refresh, SHARES))
        .containsExactly(new Shortfall(SCORES, Shortfall.Against.REFRESH, 3_000, 1_000, 0.95));
  }

  @Test
  void rowsThatTheRulesDropAreHeldBackBeyondAShare() {
    var left = counts(50, 40, 5, 0);
    assertThat(Guard.lost(Map.of("IDS101", 50L, "IDS201", 45L, "IDS606", 5L), left, SHARES))
        .isEmpty();
    assertThat(Guard.lost(Map.of("IDS101", 50L, "IDS201", 46L, "IDS606", 5L), left, SHARES))
        .extracting(Shortfall::sentence)
        .containsExactly(
            "95 rows, where the file before the rules drop any had 101; at least 95% are asked"
                + " for");
  }

  @Test
  void onePersonOrReferralThatTheRulesDropIsHeldBack() {
    var left = counts(1_000, 4_000, 3_000, 200);
    var made = new HashMap<>(left.rows());
    made.put("IDS101", 1_001L);
    made.put("IDS001", 1L);
    assertThat(Guard.lost(made, left, SHARES))
        .extracting(Shortfall::sentence)
        .containsExactly(
            "0 people, where the file before the rules drop any had 1; all are asked for",
            "1000 referrals, where the file before the rules drop any had 1001; all are asked for");
  }

  @Test
  void whatIsGoneAltogetherIsHeldBackHoweverLittleItWas() {
    var rows = new HashMap<>(PRIMARY_FILE.rows());
    rows.put("IDS202", 500L);
    rows.put("IDS205", 300L);
    rows.put("IDS603", 4L);
    var before = new Counts(rows, PRIMARY_FILE.endedCourses(), new DataQuality(List.of()));
    assertThat(Guard.shortfalls(PRIMARY_FILE, new Baseline(Optional.of(before), List.of()), SHARES))
        .extracting(Shortfall::thing)
        .containsExactly(
            Shortfall.Thing.ACTIVITIES, Shortfall.Thing.INTERNET_LOGS, Shortfall.Thing.PROBLEMS);
  }

  @Test
  void aFileIsComparedWithTheMonthsBefore() {
    var months = List.of(counts(1_000, 10, 3_000, 200), PRIMARY_FILE, PRIMARY_FILE);
    var before = new Baseline(Optional.empty(), months);
    // One bad month among three does not lower what is expected.
    assertThat(Guard.shortfalls(counts(1_000, 2_399, 3_000, 200), before, SHARES))
        .containsExactly(new Shortfall(CONTACTS, MONTHS_BEFORE, 4_000, 2_399, 0.6));
    assertThat(Guard.shortfalls(counts(1_000, 2_400, 3_000, 200), before, SHARES)).isEmpty();
  }

  @Test
  void ofTwoMonthsTheLowerCounts() {
    var months = List.of(counts(1_000, 4_000, 3_000, 200), counts(1_000, 2_000, 3_000, 200));
    var before = new Baseline(Optional.empty(), months);
    assertThat(Guard.shortfalls(counts(1_000, 1_200, 3_000, 200), before, SHARES)).isEmpty();
  }

  @Test
  void aFewLessInASmallServiceAreNotHeldBack() {
    var small = new Baseline(Optional.of(counts(6, 8, 8, 5)), List.of());
    assertThat(Guard.shortfalls(counts(2, 4, 4, 1), small, SHARES)).isEmpty();
    assertThat(Guard.shortfalls(counts(2, 3, 4, 1), small, SHARES))
        .extracting(Shortfall::thing)
        .containsExactly(CONTACTS);
  }

  @Test
  void aSentenceSaysWhatIsMissing() {
    assertThat(new Shortfall(CONTACTS, PRIMARY, 4_000, 200, 0.95).sentence())
        .isEqualTo("200 contacts, where the accepted primary had 4000; at least 95% are asked for");
  }

  static Counts counts(long referrals, long contacts, long scores, long ended) {
    return new Counts(
        Map.of("IDS101", referrals, "IDS201", contacts, "IDS606", scores - 1, "IDS607", 1L),
        ended,
        new DataQuality(List.of()));
  }

  private static List<Shortfall> refresh(Counts counts, List<Counts> months) {
    return Guard.shortfalls(counts, new Baseline(Optional.of(PRIMARY_FILE), months), SHARES);
  }
}
