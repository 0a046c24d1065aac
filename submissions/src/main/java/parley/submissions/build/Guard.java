package parley.submissions.build;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Finds what a file has too little of, compared with what was accepted before. */
final class Guard {

  private Guard() {}

  static List<Shortfall> shortfalls(Counts counts, BuildOrder order) {
    if (order.accepted().isEmpty()) {
      return List.of();
    }
    var baseline = order.accepted().get();
    var shortfalls = new ArrayList<Shortfall>();
    for (var thing : Shortfall.Thing.values()) {
      var number = number(thing);
      long found = number.applyAsLong(counts);
      if (order.type() == SubmissionType.REFRESH && baseline.primary().isPresent()) {
        var shortfall =
            new Shortfall(
                thing,
                Shortfall.Against.PRIMARY,
                number.applyAsLong(baseline.primary().get()),
                found,
                order.shares().ofPrimary());
        keep(shortfall, order.shares(), shortfalls);
      }
      if (!baseline.months().isEmpty()) {
        var shortfall =
            new Shortfall(
                thing,
                Shortfall.Against.MONTHS_BEFORE,
                median(baseline.months(), number),
                found,
                order.shares().ofTrend());
        keep(shortfall, order.shares(), shortfalls);
      }
    }
    return List.copyOf(shortfalls);
  }

  private static void keep(Shortfall shortfall, GuardShares shares, List<Shortfall> shortfalls) {
    long lost = shortfall.expected() - shortfall.found();
    if (lost >= shares.leastDifference()
        && shortfall.found() < shortfall.share() * shortfall.expected()) {
      shortfalls.add(shortfall);
    }
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
    };
  }
}
