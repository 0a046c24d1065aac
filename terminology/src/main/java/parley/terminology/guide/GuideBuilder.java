package parley.terminology.guide;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.jspecify.annotations.Nullable;
import parley.terminology.Definitions;
import parley.terminology.Guide;

/**
 * Builds the FHIR package {@code parley.talking-therapies} of everything under {@code
 * parley/terminology}. Maven runs it after compilation; it does nothing when nothing changed.
 */
public final class GuideBuilder {

  private static final String FINGERPRINT = "guide.sha256";

  private GuideBuilder() {}

  /**
   * @param args the folder of the compiled classes and resources, into which the package is written
   * @throws IllegalStateException when a profile does not fit its base
   */
  public static void main(String[] args) throws IOException {
    var folder = Path.of(args[0], "parley", "terminology");
    var archive = folder.resolve(Guide.FILE);
    var stamp = folder.resolve(FINGERPRINT);
    var fingerprint = fingerprint(folder);
    if (Files.exists(archive)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(fingerprint)) {
      return;
    }
    Files.write(archive, build());
    Files.writeString(stamp, fingerprint);
  }

  /** The bytes of the package: the same for the same shipped files. */
  static byte[] build() throws IOException {
    var resources = Definitions.packaged();
    var guide = (ImplementationGuide) only(resources);
    resources.forEach(resource -> list(guide, resource));
    var snapshots = new Snapshots(Definitions.packaged(StructureDefinition.class));
    var parser = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);
    var archive = new PackageArchive(guide);
    for (var resource : resources) {
      var whole =
          resource instanceof StructureDefinition definition
              ? snapshots.complete(definition)
              : resource;
      archive.add(whole, parser.encodeResourceToString(whole));
    }
    return archive.bytes();
  }

  private static Resource only(List<Resource> resources) {
    return resources.stream()
        .filter(ImplementationGuide.class::isInstance)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no ImplementationGuide is shipped"));
  }

  private static void list(ImplementationGuide guide, Resource resource) {
    if (resource == guide) {
      return;
    }
    var listed = guide.getDefinition().addResource();
    listed.getReference().setReference(resource.fhirType() + '/' + resource.getIdPart());
    if (resource instanceof MetadataResource titled) {
      listed.setName(titled.getName());
    }
  }

  /** Changes with any shipped file and with the code that makes the package. */
  private static String fingerprint(Path folder) throws IOException {
    var digest = sha256();
    for (var path : Definitions.paths()) {
      digest.update(path.getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(folder.resolve(path)));
    }
    for (var type : List.of(GuideBuilder.class, Snapshots.class, PackageArchive.class)) {
      digest.update(bytes(type.getResourceAsStream(type.getSimpleName() + ".class")));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(@Nullable InputStream in) throws IOException {
    try (in) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
