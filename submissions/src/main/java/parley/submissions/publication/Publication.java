package parley.submissions.publication;

import java.util.List;
import parley.submissions.measure.Figures;

/** Makes exact figures fit to publish, or says why they may not be. */
public final class Publication {

  private Publication() {}

  /** Publishes the figures of one provider. */
  public static PublicationResult make(
      Figures figures, PublicationHistory history, PublicationOrder order) {
    return make(List.of(figures), history, order);
  }

  /**
   * Publishes the figures of several providers together, of one period.
   *
   * @param figures exact, one of each provider
   * @param history everything published before
   */
  public static PublicationResult make(
      List<Figures> figures, PublicationHistory history, PublicationOrder order) {
    throw new UnsupportedOperationException("types first");
  }
}
