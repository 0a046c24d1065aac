package parley.server.synth;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Resource;
import parley.terminology.scale.Scales;

/**
 * Writes NDJSON as FHIR Bulk Data has it: a file for each type of resource, each resource once, as
 * it stands in the end.
 */
final class NdjsonFiles implements SynthOutput {

  private final Path folder;
  private final Scales scales;
  private final IParser json;
  private final TreeMap<String, BufferedWriter> files = new TreeMap<>();
  private long resources;

  /**
   * Files in a folder.
   *
   * @param folder an empty one that is there
   */
  NdjsonFiles(Path folder, Scales scales, FhirContext fhir, List<MadeService> services)
      throws IOException {
    this.folder = folder;
    this.scales = scales;
    this.json = fhir.newJsonParser();
    for (var service : services) {
      for (var resource : ServiceRecords.of(service)) {
        write(resource);
      }
    }
  }

  @Override
  public void add(MadeReferral referral) throws IOException {
    for (var resource : new ReferralRecords(referral, scales).asTheyStand()) {
      write(resource);
    }
  }

  @Override
  public void endBlock() {
    // A file goes on until the end.
  }

  @Override
  public String written() {
    return "%d FHIR resources in %d files".formatted(resources, files.size());
  }

  @Override
  public void close() throws IOException {
    for (var file : files.values()) {
      file.close();
    }
  }

  private void write(Resource resource) throws IOException {
    var type = resource.fhirType();
    if (!files.containsKey(type)) {
      files.put(type, Files.newBufferedWriter(folder.resolve(type + ".ndjson")));
    }
    var file = files.get(type);
    file.write(json.encodeResourceToString(resource));
    file.write('\n');
    resources++;
  }
}
