package parley.submissions.release;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parley.submissions.product.Product;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.Utility;

/** What came of an order. */
public sealed interface ReleaseResult {

  /**
   * The folder is there, with its manifest and all that it names.
   *
   * @param <P> the kind of product; a release has files of one kind
   * @param folder where it is
   * @param manifest as it stands in the folder
   * @param tally exact numbers, for those who keep the record alone; they are in no file
   * @param history everything published before, with the figures of this release: to be kept
   * @param utility what hiding cost the figures; empty without any. Not for publication
   */
  record Released<P extends Product>(
      Path folder,
      ReleaseManifest<P> manifest,
      Tally tally,
      PublicationHistory history,
      Optional<Utility> utility)
      implements ReleaseResult {}

  /**
   * Nothing was released and nothing is left.
   *
   * @param problems at least one; they say nothing of a person
   */
  record Refused(List<ReleaseProblem> problems) implements ReleaseResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Exact numbers; not for publication.
   *
   * @param people Patients of the record
   * @param optedOut Patients left out because they opted out
   * @param unasked Patients left out because they have no NHS number to ask for an opt-out by
   * @param referrals rows that there would be without suppression
   */
  record Tally(long people, long optedOut, long unasked, long referrals) {}
}
