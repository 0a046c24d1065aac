package parley.terminology;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * The vocabulary artefacts that Parley ships, one FHIR JSON file each. They are found by an index
 * file rather than by walking a folder, because a folder inside a nested jar cannot be walked.
 */
public final class Definitions {

  private static final String ROOT = "/parley/terminology/";

  private Definitions() {}

  /** Paths of the artefacts, such as {@code ConceptMap/sex.json}, in alphabetical order. */
  public static List<String> paths() {
    return text("index.txt").lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * Reads every artefact anew, so that the caller may change what it gets.
   *
   * @return ConceptMaps, ValueSets, CodeSystems, Questionnaires and whatever else is shipped, in
   *     the order of {@link #paths()}
   * @throws ca.uhn.fhir.parser.DataFormatException when a shipped file is not valid FHIR JSON
   */
  public static List<Resource> packaged() {
    return packaged(Resource.class, "");
  }

  /**
   * Reads every artefact of one type anew.
   *
   * @param type such as {@code Questionnaire.class}
   */
  public static <T extends Resource> List<T> packaged(Class<T> type) {
    return packaged(type, type.getSimpleName() + '/');
  }

  private static <T extends Resource> List<T> packaged(Class<T> type, String folder) {
    var parser = FhirContext.forR4Cached().newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    return paths().stream()
        .filter(path -> path.startsWith(folder))
        .map(path -> type.cast(parser.parseResource(text(path))))
        .toList();
  }

  private static String text(String path) {
    try (InputStream in = Definitions.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException("not shipped: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
