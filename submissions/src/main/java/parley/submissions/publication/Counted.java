package parley.submissions.publication;

import java.util.Optional;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import parley.terminology.Systems;

/**
 * What a population of a measure counts, by a name that all measures share which count the same.
 *
 * @param count such as {@code M076}: the count of that measure
 * @param stratifier empty, or the breakdown of whose category it is the count
 * @param stratum category of the breakdown
 */
record Counted(String count, Optional<String> stratifier, Optional<String> stratum) {

  private static final String COUNTED_AS = Systems.structureDefinition("counted-as");

  static Counted of(String count) {
    return new Counted(count, Optional.empty(), Optional.empty());
  }

  /** As the extension of a population says, or by its own name. */
  static Counted of(Element population, String ownName) {
    var extension = population.getExtensionByUrl(COUNTED_AS);
    if (extension == null) {
      return of(ownName);
    }
    return new Counted(
        part(extension, "count").orElseThrow(),
        part(extension, "stratifier"),
        part(extension, "stratum"));
  }

  private static Optional<String> part(Extension extension, String url) {
    return Optional.ofNullable(extension.getExtensionByUrl(url))
        .map(one -> one.getValue().primitiveValue());
  }

  /** Where this is counted, when the figure is of that place. */
  Spot at(Spot figure) {
    return stratifier
        .map(breakdown -> new Spot(figure.place(), breakdown, stratum.orElseThrow()))
        .orElse(figure);
  }
}
