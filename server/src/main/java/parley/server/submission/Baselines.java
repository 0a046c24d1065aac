package parley.server.submission;

import java.util.ArrayList;
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
   * Empty when nothing was accepted yet.
   *
   * @param providerCodes the code of the provider and those it had before
   */
  Optional<Baseline> of(BuildRequest request, Set<String> providerCodes) {
    var codes = List.copyOf(providerCodes);
    var primary =
        request.type() == SubmissionType.REFRESH
            ? rows.accepted(codes, request.period(), List.of(SubmissionType.PRIMARY))
            : Optional.<Counts>empty();
    var months = new ArrayList<Counts>();
    for (var back = 1; back <= MONTHS; back++) {
      rows.accepted(codes, request.period().minusMonths(back), List.of(SubmissionType.values()))
          .ifPresent(months::add);
    }
    return primary.isEmpty() && months.isEmpty()
        ? Optional.empty()
        : Optional.of(new Baseline(primary, months));
  }
}
