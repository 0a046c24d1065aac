package parley.server.synth;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;
import parley.terminology.scale.Scales;

/**
 * Writes transaction Bundles, one on a line, to be posted in order: first the services, then what
 * was told of each referral, state by state.
 */
final class BundleFiles implements SynthOutput {

  private final Path folder;
  private final Scales scales;
  private final IParser json;
  private Optional<BufferedWriter> open = Optional.empty();
  private int files;
  private long bundles;

  /**
   * Files in a folder.
   *
   * @param folder an empty one that is there
   */
  BundleFiles(Path folder, Scales scales, FhirContext fhir, List<MadeService> services)
      throws IOException {
    this.folder = folder;
    this.scales = scales;
    this.json = fhir.newJsonParser();
    try (var out = Files.newBufferedWriter(folder.resolve("bundles-00000.ndjson"))) {
      for (var service : services) {
        write(out, ServiceRecords.of(service));
      }
    }
  }

  @Override
  public void add(MadeReferral referral) throws IOException {
    if (open.isEmpty()) {
      files++;
      open =
          Optional.of(
              Files.newBufferedWriter(folder.resolve("bundles-%05d.ndjson".formatted(files))));
    }
    for (var stage : new ReferralRecords(referral, scales).stages()) {
      write(open.get(), stage);
    }
  }

  @Override
  public void endBlock() throws IOException {
    close();
  }

  @Override
  public String written() {
    return "%d FHIR transactions in %d files".formatted(bundles, files + 1);
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
    }
    open = Optional.empty();
  }

  private void write(BufferedWriter out, List<Resource> resources) throws IOException {
    out.write(json.encodeResourceToString(transaction(resources)));
    out.write('\n');
    bundles++;
  }

  /** Puts each resource under its own id. */
  static Bundle transaction(List<Resource> resources) {
    var bundle = new Bundle().setType(BundleType.TRANSACTION);
    for (var resource : resources) {
      bundle
          .addEntry()
          .setResource(resource)
          .getRequest()
          .setMethod(HTTPVerb.PUT)
          .setUrl(resource.fhirType() + '/' + resource.getIdElement().getIdPart());
    }
    return bundle;
  }
}
