package parley.submissions.release;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import parley.submissions.agreement.FigureChoice;
import parley.submissions.agreement.FigureChoice.Level;
import parley.submissions.disclosure.Shown;
import parley.submissions.engine.CountedRow;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.publication.PlaceType;
import parley.submissions.publication.Publication;
import parley.submissions.publication.PublicationFiles;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublicationOrder;
import parley.submissions.publication.PublicationResult;
import parley.submissions.publication.PublishedFigure;
import parley.submissions.publication.PublishedFigures;
import parley.submissions.publication.Utility;
import parley.submissions.release.ReleaseProblem.Code;
import parley.submissions.rule.SubmissionFacts;

/** Publishes the figures that an agreement asks for. */
final class FigurePart {

  private final FigureChoice choice;
  private final List<MeasureDefinition> measures;
  private final List<CountedRow> counted;
  private final SubmissionFacts facts;
  private final PublicationHistory earlier;
  private final PublicationOrder order;

  FigurePart(
      FigureChoice choice,
      List<MeasureDefinition> measures,
      List<CountedRow> counted,
      SubmissionFacts facts,
      ReleaseOrder order) {
    this.choice = choice;
    this.measures = List.copyOf(measures);
    this.counted = counted;
    this.facts = facts;
    this.earlier = order.earlier();
    this.order = order.figures();
  }

  /**
   * What was published.
   *
   * @param said what the files say of no one person, line by line
   */
  record Part(FigureFacts facts, PublicationHistory history, Utility utility, String said) {}

  Part into(ProductFolder<Product.Anonymous> folder) throws IOException {
    var result = Publication.make(Figures.of(measures, counted, facts), earlier, order);
    if (result instanceof PublicationResult.Refused refused) {
      throw new ReleaseStopped(Code.FIGURES, refused.place(), refused.rule(), refused.remedy());
    }
    var made = (PublicationResult.Made) result;
    var figures = chosen(made.figures());
    PublicationFiles.write(figures, folder.path()).forEach(folder::take);
    var hidden = (int) figures.all().stream().filter(PublishedFigure::isHidden).count();
    return new Part(
        new FigureFacts(figures.all().size() - hidden, hidden),
        made.history(),
        made.utility(),
        said(figures, folder));
  }

  /** Hidden and rounded as if all were published; what was not asked for is then left out. */
  private PublishedFigures chosen(PublishedFigures figures) {
    return new PublishedFigures(
        figures.period(),
        figures.order(),
        figures.joined(),
        figures.all().stream().filter(this::isAskedFor).toList());
  }

  private boolean isAskedFor(PublishedFigure figure) {
    return choice.has(figure.measure().id()) && isOfLevel(figure.place().type());
  }

  private boolean isOfLevel(PlaceType type) {
    return switch (type) {
      case ALL, PROVIDER -> choice.levels().contains(Level.PROVIDER);
      case ICB -> choice.levels().contains(Level.ICB);
      case COMMISSIONER -> choice.levels().contains(Level.SUB_ICB);
      case PROVIDER_AND_COMMISSIONER ->
          choice.levels().containsAll(Set.of(Level.PROVIDER, Level.SUB_ICB));
    };
  }

  /** Headings and words as of figures of nobody, then the numbers and places. */
  private String said(PublishedFigures figures, ProductFolder<Product.Anonymous> folder)
      throws IOException {
    var said = new TreeSet<String>();
    for (var figure : figures.all()) {
      Stream.of(figure.numerator(), figure.denominator(), figure.complement())
          .flatMap(Optional::stream)
          .map(Shown::toString)
          .forEach(said::add);
      figure.value().map(BigDecimal::toPlainString).ifPresent(said::add);
      said.add(figure.place().code());
    }
    return String.join("\n", said) + '\n' + FigureTemplate.of(figures, measures, folder);
  }
}
