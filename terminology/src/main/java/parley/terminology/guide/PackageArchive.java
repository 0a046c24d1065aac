package parley.terminology.guide;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * A FHIR package as other FHIR tools install it (HL7 FHIR Package Specification): a gzipped tar
 * with the folder {@code package}. Names are sorted and times fixed, so that the same content gives
 * the same bytes.
 */
final class PackageArchive {

  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  private final Map<String, byte[]> files = new TreeMap<>();
  private final JsonArray index = new JsonArray();

  PackageArchive(ImplementationGuide guide) {
    add("package.json", manifest(guide));
  }

  /** Adds a resource under {@code <type>-<id>.json}; to be called in a fixed order. */
  void add(Resource resource, String json) {
    var name = resource.fhirType() + '-' + resource.getIdPart() + ".json";
    add(name, json);
    index.add(indexed(name, resource));
  }

  /** The archive's bytes. */
  byte[] bytes() throws IOException {
    var root = new JsonObject();
    root.addProperty("index-version", 1);
    root.add("files", index);
    add(".index.json", JSON.toJson(root));
    var bytes = new ByteArrayOutputStream();
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), StandardCharsets.UTF_8.name())) {
      for (var file : files.entrySet()) {
        var entry = new TarArchiveEntry("package/" + file.getKey());
        entry.setModTime(0L);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private void add(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String manifest(ImplementationGuide guide) {
    var manifest = new JsonObject();
    manifest.addProperty("name", guide.getPackageId());
    manifest.addProperty("version", guide.getVersion());
    manifest.addProperty("canonical", canonical(guide));
    manifest.addProperty("url", canonical(guide));
    manifest.addProperty("title", guide.getTitle());
    manifest.addProperty("description", guide.getDescription());
    manifest.addProperty("author", guide.getPublisher());
    manifest.addProperty("license", guide.getLicense().toCode());
    manifest.addProperty("type", "IG");
    manifest.add("fhirVersions", JSON.toJsonTree(List.of("4.0.1")));
    manifest.add("dependencies", JSON.toJsonTree(Map.of("hl7.fhir.r4.core", "4.0.1")));
    return JSON.toJson(manifest);
  }

  private static String canonical(ImplementationGuide guide) {
    return guide.getUrl().substring(0, guide.getUrl().indexOf("/ImplementationGuide/"));
  }

  private static JsonObject indexed(String name, Resource resource) {
    var entry = new JsonObject();
    entry.addProperty("filename", name);
    entry.addProperty("resourceType", resource.fhirType());
    entry.addProperty("id", resource.getIdPart());
    if (resource instanceof MetadataResource canonical) {
      entry.addProperty("url", canonical.getUrl());
      entry.addProperty("version", canonical.getVersion());
    }
    if (resource instanceof StructureDefinition definition) {
      entry.addProperty("kind", definition.getKind().toCode());
      entry.addProperty("type", definition.getType());
    }
    return entry;
  }
}
