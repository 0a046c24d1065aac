package parley.server.synth;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import parley.terminology.scale.Scales;

/** Carries out an order: referral after referral, none of which is kept. */
final class Synthesis {

  /** Referrals whose messages are put into one file, in order of time; bounds the memory. */
  private static final int BLOCK = 200;

  private final SynthOrder order;
  private final Scales scales = Scales.packaged();
  private final ReferralMaker maker;

  Synthesis(SynthOrder order) {
    this.order = order;
    this.maker = new ReferralMaker(order, Calibration.packaged(), scales);
  }

  /** A form of output. */
  enum Form {
    HL7,
    BUNDLES,
    NDJSON
  }

  /**
   * Writes everything.
   *
   * @param folder where; made if it is not there
   * @return what was written, a line for each form
   */
  List<String> write(Path folder, Set<Form> forms) throws IOException {
    var outputs = new ArrayList<SynthOutput>();
    try {
      Files.createDirectories(folder);
      outputs.add(new TruthFiles(folder, order));
      for (var form : forms) {
        outputs.add(output(folder, form));
      }
      for (var n = 0; n < order.referrals(); n++) {
        var referral = maker.referral(n);
        for (var output : outputs) {
          output.add(referral);
        }
        if ((n + 1) % BLOCK == 0 || n + 1 == order.referrals()) {
          for (var output : outputs) {
            output.endBlock();
          }
        }
      }
    } finally {
      for (var output : outputs) {
        output.close();
      }
    }
    return outputs.stream().map(SynthOutput::written).toList();
  }

  private SynthOutput output(Path folder, Form form) throws IOException {
    if (form == Form.HL7) {
      return new MessageFiles(Files.createDirectories(folder.resolve("hl7")), scales);
    }
    var services = IntStream.rangeClosed(1, order.services()).mapToObj(MadeService::new).toList();
    var fhir = FhirContext.forR4Cached();
    var into = Files.createDirectories(folder.resolve("fhir"));
    return form == Form.BUNDLES
        ? new BundleFiles(into, scales, fhir, services)
        : new NdjsonFiles(into, scales, fhir, services);
  }
}
