package parley.server.submission;

import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.submissions.build.Baseline;
import parley.submissions.build.Counts;
import parley.submissions.build.SubmissionType;

/** What a file is compared with: the accepted files of the register, by any code of a provider. */
final class Baselines {

  /** Months before that make the trend; half a year, a judgement of Parley. */
  private static final int MONTHS = 6;

  private final RegisterRows rows;

  Baselines(RegisterRows rows) {
    this.rows = rows;
  }

  /**
   * The file of the month that was accepted last, of whichever type, and those of the months
   * before. Empty when nothing was accepted yet.
   *
   * @param providerCodes the code of the provider and those it had before
   */
  Optional<Baseline> of(YearMonth period, Set<String> providerCodes) {
    var codes = List.copyOf(providerCodes);
    var standing = rows.standing(codes, period);
    var months = new LinkedHashMap<YearMonth, Counts>();
    for (var back = 1; back <= MONTHS; back++) {
      var month = period.minusMonths(back);
      rows.accepted(codes, month).ifPresent(counts -> months.put(month, counts));
    }
    return standing.isEmpty() && months.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Baseline(
                of(standing, SubmissionType.PRIMARY),
                of(standing, SubmissionType.REFRESH),
                List.copyOf(months.values()),
                months.keySet().stream().findFirst()));
  }

  private static Optional<Counts> of(Optional<RegisterRows.Held> standing, SubmissionType type) {
    return standing.filter(held -> held.type() == type).map(RegisterRows.Held::counts);
  }
}
