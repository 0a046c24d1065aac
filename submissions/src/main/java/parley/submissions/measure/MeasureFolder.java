package parley.submissions.measure;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Measure;
import parley.submissions.engine.MeasureTables;

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

  /**
   * Measures as shipped, with the SQL that their tables are made with, by name of the file: for a
   * manifest to say by what figures were made.
   */
  public static SortedMap<String, String> definitions() {
    var definitions = new TreeMap<String, String>();
    var files = new ArrayList<>(List.of("measures.txt"));
    for (var id : text("measures.txt").lines().toList()) {
      files.add("Measure/" + id + ".json");
      files.add("sql/" + id + ".sql");
    }
    files.forEach(file -> definitions.put("measures/" + file, text(file)));
    MeasureTables.definitions().forEach((file, text) -> definitions.put("measures/" + file, text));
    return definitions;
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
