package parley.submissions.publication;

/** What came of making figures fit to publish. */
public sealed interface PublicationResult {

  /**
   * Fit to publish, and proved.
   *
   * @param figures to be written by {@link PublicationFiles}
   * @param history the history given with this release added: to be kept once it is published
   * @param utility what of it is hidden, and how near the rest is; not for publication
   */
  record Made(PublishedFigures figures, PublicationHistory history, Utility utility)
      implements PublicationResult {}

  /**
   * Nothing may be published.
   *
   * @param place what the rule is about: a measure, a place or a period, never a count
   */
  record Refused(String place, String rule, String remedy) implements PublicationResult {}
}
