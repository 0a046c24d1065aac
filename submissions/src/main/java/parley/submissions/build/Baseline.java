package parley.submissions.build;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What a file is compared with. Of its own month that is the file that was accepted last, which it
 * would replace: a primary or a refresh.
 *
 * @param primary what the primary of the same month held, when that was accepted last
 * @param refresh what the refresh of the same month held, when that was accepted last
 * @param months what the last accepted files of the months before held, latest first; a provider
 *     that had another ODS code then counts as the same
 * @param latest which month the first of them is; not the one before when nothing of that was
 *     accepted
 */
public record Baseline(
    Optional<Counts> primary,
    Optional<Counts> refresh,
    List<Counts> months,
    Optional<YearMonth> latest) {

  public Baseline {
    months = List.copyOf(months);
  }

  /** Nobody says which months they are. */
  public Baseline(Optional<Counts> primary, Optional<Counts> refresh, List<Counts> months) {
    this(primary, refresh, months, Optional.empty());
  }

  /** No refresh of the month was accepted. */
  public Baseline(Optional<Counts> primary, List<Counts> months) {
    this(primary, Optional.empty(), months);
  }
}
