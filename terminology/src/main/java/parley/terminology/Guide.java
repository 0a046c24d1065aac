package parley.terminology;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * The FHIR package {@code parley.talking-therapies} that the build makes of {@link Definitions}:
 * the same artefacts, with the snapshots that validation needs.
 *
 * @param version of the package, such as {@code 0.1.0}
 * @param resources every artefact, StructureDefinitions with snapshots
 */
public record Guide(String version, List<Resource> resources) {

  /** Name of the package. */
  public static final String NAME = "parley.talking-therapies";

  /** Name of its file, beside the artefacts. */
  public static final String FILE = NAME + ".tgz";

  public Guide {
    resources = List.copyOf(resources);
  }

  /**
   * Reads the package that the build made.
   *
   * @throws IllegalStateException when the build did not make it
   */
  public static Guide packaged() {
    var parser = FhirContext.forR4Cached().newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    var resources = new ArrayList<Resource>();
    try (var tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(archive())))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (isResource(entry.getName())) {
          var json = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
          resources.add((Resource) parser.parseResource(json));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
    return new Guide(version(resources), resources);
  }

  /** The package as a file for other FHIR tools (gzipped tar). */
  public static byte[] archive() {
    try (InputStream in = Guide.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the build did not make " + FILE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  /** The profiles that constrain a resource; extensions are not among them. */
  public List<StructureDefinition> profiles() {
    return resources.stream()
        .filter(StructureDefinition.class::isInstance)
        .map(StructureDefinition.class::cast)
        .filter(definition -> !definition.getType().equals("Extension"))
        .toList();
  }

  private static boolean isResource(String name) {
    return name.startsWith("package/")
        && !name.equals("package/package.json")
        && !name.equals("package/.index.json");
  }

  private static String version(List<Resource> resources) {
    return resources.stream()
        .filter(ImplementationGuide.class::isInstance)
        .map(ImplementationGuide.class::cast)
        .findFirst()
        .map(ImplementationGuide::getVersion)
        .orElseThrow(() -> new IllegalStateException(FILE + " holds no ImplementationGuide"));
  }
}
