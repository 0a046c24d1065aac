package parley.submissions.measure;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Measure;

/** The shipped measures. What is wrong in them is a fault of the build and is thrown. */
public final class MeasureFolder {

  private static final String PLACE = "/parley/submissions/measures/";

  private MeasureFolder() {}

  /** All measures, in the order of {@code measures.txt}. */
  public static List<MeasureDefinition> packaged() {
    var parser = FhirContext.forR4Cached().newJsonParser();
    return text("measures.txt")
        .lines()
        .map(
            id -> {
              var measure = parser.parseResource(Measure.class, text("Measure/" + id + ".json"));
              return new MeasureDefinition(
                  measure, MeasureDefinition.kindOf(measure), text("sql/" + id + ".sql"));
            })
        .toList();
  }

  private static String text(String file) {
    try (var in = MeasureFolder.class.getResourceAsStream(PLACE + file)) {
      if (in == null) {
        throw new IllegalStateException("not shipped: " + PLACE + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(PLACE + file, e);
    }
  }
}
