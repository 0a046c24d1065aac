package parley.submissions.release;

import java.util.List;
import java.util.Optional;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.Utility;

/**
 * What was written into the folder of a release, before its manifest.
 *
 * @param rows files of rows
 * @param figures counts of figures
 * @param history publications, with this one
 * @param utility of the figures
 * @param referrals rows of referrals before suppression
 * @param said numbers and words that the files say of no one person, line by line
 */
record ReleaseContent(
    List<RowFacts> rows,
    Optional<FigureFacts> figures,
    PublicationHistory history,
    Optional<Utility> utility,
    long referrals,
    String said) {}
