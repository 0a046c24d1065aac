package parley.submissions.bulk;

import java.util.Optional;
import java.util.Set;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.pseudonym.Pseudonyms;
import parley.submissions.release.OptOuts;

/**
 * An export to be made.
 *
 * @param agreement by which it leaves, with its elements
 * @param types of resources that are wanted; those of the list only
 * @param release identifier of this one, for names of files: letters, digits and hyphens
 * @param pseudonyms of the agreement's scope
 * @param optOuts who opted out
 * @param before pseudonyms of the key before, for the same, when the recipient is to be told of
 *     both; see {@link parley.submissions.release.PairedKey}
 */
public record BulkOrder(
    ReleaseAgreement agreement,
    Set<String> types,
    String release,
    Pseudonyms pseudonyms,
    OptOuts.Current optOuts,
    Optional<Pseudonyms> before) {
  public BulkOrder {
    types = Set.copyOf(types);
    if (!agreement.elements().types().containsAll(types)) {
      throw new IllegalArgumentException("only types of the list can be exported");
    }
  }

  /** One that tells of one key. */
  public BulkOrder(
      ReleaseAgreement agreement,
      Set<String> types,
      String release,
      Pseudonyms pseudonyms,
      OptOuts.Current optOuts) {
    this(agreement, types, release, pseudonyms, optOuts, Optional.empty());
  }
}
