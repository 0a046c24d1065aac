package parley.submissions.publication;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import parley.submissions.engine.CountedPopulation;

/**
 * The breakdowns with all their categories: every one of them has a row in every place, since a
 * missing row would say 0.
 */
final class Breakdowns {

  private static final String FILE = "/parley/submissions/publication/breakdown.json";

  private final Map<String, Map<String, String>> categories = new LinkedHashMap<>();
  private final Map<String, String> words = new LinkedHashMap<>();

  private Breakdowns() {}

  /** As shipped. */
  static Breakdowns packaged() {
    try (var in = Breakdowns.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("not shipped: " + FILE);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var system = FhirContext.forR4Cached().newJsonParser().parseResource(CodeSystem.class, text);
      var breakdowns = new Breakdowns();
      for (var breakdown : system.getConcept()) {
        var categories = new LinkedHashMap<String, String>();
        for (var category : breakdown.getConcept()) {
          var code = category.getCode().substring(breakdown.getCode().length() + 1);
          categories.put(code, category.getDisplay());
        }
        breakdowns.words.put(breakdown.getCode(), breakdown.getDisplay());
        breakdowns.categories.put(breakdown.getCode(), categories);
      }
      return breakdowns;
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /** Categories with what they are called, by breakdown; without the total. */
  Map<String, Map<String, String>> categories() {
    return categories;
  }

  /** What a breakdown is called. */
  String words(String breakdown) {
    return breakdown.equals(CountedPopulation.TOTAL)
        ? "Everyone"
        : words.getOrDefault(breakdown, breakdown);
  }

  /** What a category is called. */
  String words(String breakdown, String category) {
    return breakdown.equals(CountedPopulation.TOTAL)
        ? "Everyone"
        : categories.getOrDefault(breakdown, Map.of()).getOrDefault(category, category);
  }
}
