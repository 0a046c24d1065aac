package parley.submissions.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Finds what a file has too little of. */
public final class Guard {

  private Guard() {}

  /** What a file has less of than what was accepted before. */
  public static List<Shortfall> shortfalls(Counts counts, Baseline before, GuardShares shares) {
    var shortfalls = new ArrayList<Shortfall>();
    for (var thing : Shortfall.Thing.COMPARED) {
      var number = number(thing);
      long found = number.applyAsLong(counts);
      before
          .primary()
          .map(number::applyAsLong)
          .map(had -> of(thing, Shortfall.Against.PRIMARY, had, found, shares.ofPrimary()))
          .filter(one -> isTooMuch(one, shares))
          .ifPresent(shortfalls::add);
      before
          .refresh()
          .map(number::applyAsLong)
          .map(had -> of(thing, Shortfall.Against.REFRESH, had, found, shares.ofPrimary()))
          .filter(one -> isTooMuch(one, shares))
          .ifPresent(shortfalls::add);
      if (!before.months().isEmpty()) {
        var had = median(before.months(), number);
        var one = of(thing, Shortfall.Against.MONTHS_BEFORE, had, found, shares.ofTrend());
        if (isTooMuch(one, shares)) {
          shortfalls.add(one);
        }
      }
    }
    return List.copyOf(shortfalls);
  }

  /**
   * That the national system would drop too many rows.
   *
   * @param counts of what is left
   * @param lost rows that are dropped
   */
  static Optional<Shortfall> lost(Counts counts, long lost, GuardShares shares) {
    return Optional.of(
            of(
                Shortfall.Thing.ROWS,
                Shortfall.Against.RULES,
                counts.all() + lost,
                counts.all(),
                shares.ofRows()))
        .filter(one -> isTooMuch(one, shares));
  }

  private static Shortfall of(
      Shortfall.Thing thing, Shortfall.Against against, long had, long found, double share) {
    return new Shortfall(thing, against, had, found, share);
  }

  private static boolean isTooMuch(Shortfall shortfall, GuardShares shares) {
    long lost = shortfall.expected() - shortfall.found();
    return lost >= shares.leastDifference()
        && shortfall.found() < shortfall.share() * shortfall.expected();
  }

  /** One month that went wrong does not move it; of two in the middle, the lower. */
  private static long median(List<Counts> months, ToLongFunction<Counts> number) {
    var sorted = months.stream().mapToLong(number).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  private static ToLongFunction<Counts> number(Shortfall.Thing thing) {
    return switch (thing) {
      case REFERRALS -> Counts::referrals;
      case CONTACTS -> Counts::contacts;
      case SCORES -> Counts::scores;
      case ENDED_COURSES -> Counts::endedCourses;
      case ROWS -> Counts::all;
    };
  }
}
