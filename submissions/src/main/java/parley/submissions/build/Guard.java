package parley.submissions.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
   * That the national system would drop too many rows, or any person or referral.
   *
   * @param made rows by number of the table, before the rules drop any
   * @param left what is left of them
   */
  static List<Shortfall> lost(Map<String, Long> made, Counts left, GuardShares shares) {
    var all = made.values().stream().mapToLong(Long::longValue).sum();
    var lost = new ArrayList<Shortfall>();
    whole(Shortfall.Thing.PEOPLE, made.getOrDefault("IDS001", 0L), left.people())
        .ifPresent(lost::add);
    whole(Shortfall.Thing.REFERRALS, made.getOrDefault("IDS101", 0L), left.referrals())
        .ifPresent(lost::add);
    var rows = of(Shortfall.Thing.ROWS, Shortfall.Against.RULES, all, left.all(), shares.ofRows());
    if (isTooMuch(rows, shares)) {
      lost.add(rows);
    }
    return List.copyOf(lost);
  }

  /** One person who falls out of the file is one too many to go unseen. */
  private static Optional<Shortfall> whole(Shortfall.Thing thing, long had, long found) {
    return found < had
        ? Optional.of(of(thing, Shortfall.Against.RULES, had, found, 1))
        : Optional.empty();
  }

  private static Shortfall of(
      Shortfall.Thing thing, Shortfall.Against against, long had, long found, double share) {
    return new Shortfall(thing, against, had, found, share);
  }

  private static boolean isTooMuch(Shortfall shortfall, GuardShares shares) {
    long lost = shortfall.expected() - shortfall.found();
    if (shortfall.found() == 0 && lost > 0 && shortfall.against().isOfThisMonth()) {
      return true;
    }
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
      case PEOPLE -> Counts::people;
      case REFERRALS -> Counts::referrals;
      case CONTACTS -> Counts::contacts;
      case SCORES -> Counts::scores;
      case ENDED_COURSES -> Counts::endedCourses;
      case ACTIVITIES -> Counts::activities;
      case INTERNET_LOGS -> Counts::internetLogs;
      case PROBLEMS -> Counts::problems;
      case ROWS -> Counts::all;
    };
  }
}
