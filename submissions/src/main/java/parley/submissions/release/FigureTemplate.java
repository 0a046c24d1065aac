package parley.submissions.release;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.submissions.disclosure.Shown;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.publication.Place;
import parley.submissions.publication.PlaceType;
import parley.submissions.publication.PublicationFiles;
import parley.submissions.publication.PublishedFigure;
import parley.submissions.publication.PublishedFigures;

/**
 * What files of figures say whoever is in the record: the text of files of invented figures, of the
 * same measures and period. What is written about nobody names nobody.
 */
final class FigureTemplate {

  private static final String INVENTED = "XXX";
  private static final Map<String, List<String>> BREAKDOWNS =
      new TreeMap<>(
          Map.of(
              CountedPopulation.TOTAL,
              List.of(CountedPopulation.ALL),
              "gender",
              List.of("male", "female", "indeterminate", "not-known"),
              "age-group",
              List.of("under-18", "18-to-25", "26-to-64", "65-and-over", "not-known"),
              "ethnic-group",
              List.of("white", "mixed", "asian", "black", "other", "not-known"),
              "long-term-condition",
              List.of("yes", "no")));

  private FigureTemplate() {}

  /**
   * The text of the files.
   *
   * @param figures whose period and order the invented ones have
   * @param folder in which files are made for a moment
   */
  static String of(
      PublishedFigures figures,
      List<MeasureDefinition> measures,
      ProductFolder<Product.Anonymous> folder)
      throws IOException {
    var invented = new ArrayList<PublishedFigure>();
    for (var measure : measures) {
      for (var type : PlaceType.values()) {
        var code =
            type == PlaceType.PROVIDER_AND_COMMISSIONER ? INVENTED + '/' + INVENTED : INVENTED;
        figuresOf(measure, new Place(type, code), invented);
      }
    }
    var place = Files.createTempDirectory(folder.path(), "template");
    try {
      var text = new StringBuilder();
      var made =
          new PublishedFigures(figures.period(), figures.order(), figures.joined(), invented);
      for (var file : PublicationFiles.write(made, place)) {
        text.append(Files.readString(place.resolve(file.name()))).append('\n');
        Files.delete(place.resolve(file.name()));
      }
      figures.order().names().values().forEach(name -> text.append(name).append('\n'));
      return text.toString();
    } finally {
      Files.delete(place);
    }
  }

  private static void figuresOf(
      MeasureDefinition measure, Place place, List<PublishedFigure> invented) {
    BREAKDOWNS.forEach(
        (breakdown, categories) -> {
          for (var category : categories) {
            invented.add(
                new PublishedFigure(
                    measure,
                    place,
                    breakdown,
                    category,
                    Optional.of(new Shown.Count(50)),
                    Optional.of(new Shown.Count(100)),
                    Optional.of(new Shown.Count(50)),
                    Optional.of(BigDecimal.valueOf(50))));
          }
        });
    invented.add(
        new PublishedFigure(
            measure,
            place,
            CountedPopulation.TOTAL,
            CountedPopulation.ALL,
            Optional.of(Shown.HIDDEN),
            Optional.of(Shown.HIDDEN),
            Optional.of(Shown.HIDDEN),
            Optional.empty()));
  }
}
