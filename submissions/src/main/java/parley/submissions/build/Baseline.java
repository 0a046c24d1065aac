package parley.submissions.build;

import java.util.List;
import java.util.Optional;

/**
 * What a file is compared with.
 *
 * @param primary what the accepted primary of the same period held, for a refresh
 * @param months what the last accepted files of the months before held, latest first; a provider
 *     that had another ODS code then counts as the same
 */
public record Baseline(Optional<Counts> primary, List<Counts> months) {

  public Baseline {
    months = List.copyOf(months);
  }
}
