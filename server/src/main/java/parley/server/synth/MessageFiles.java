package parley.server.synth;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import parley.server.synth.ReferralMessages.Sent;
import parley.terminology.scale.Scales;

/**
 * Writes HL7 v2 batch files (HL7 v2.5.1 section 2.10.3: FHS, BHS, messages, BTS, FTS), each with
 * the messages of so many referrals in the order in which they were sent.
 */
final class MessageFiles implements SynthOutput {

  private final Path folder;
  private final Scales scales;
  private final List<Sent> block = new ArrayList<>();
  private int files;
  private long messages;

  /**
   * Files in a folder.
   *
   * @param folder an empty one that is there
   */
  MessageFiles(Path folder, Scales scales) {
    this.folder = folder;
    this.scales = scales;
  }

  @Override
  public void add(MadeReferral referral) {
    block.addAll(ReferralMessages.of(referral, scales));
  }

  @Override
  public void endBlock() throws IOException {
    files++;
    block.sort(Comparator.comparing(Sent::at));
    var file = folder.resolve("batch-%05d.hl7".formatted(files));
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      segment(out, "FHS|^~\\&|SYNTH-PAS|SYNTH|PARLEY||||batch-%05d".formatted(files));
      segment(out, "BHS|^~\\&|SYNTH-PAS|SYNTH|PARLEY");
      for (var message : block) {
        out.write(message.bytes());
      }
      segment(out, "BTS|" + block.size());
      segment(out, "FTS|1");
    }
    messages += block.size();
    block.clear();
  }

  @Override
  public String written() {
    return "%d HL7 v2 messages in %d batch files".formatted(messages, files);
  }

  @Override
  public void close() {
    // A file is closed when its block ends.
  }

  private static void segment(OutputStream out, String text) throws IOException {
    out.write((text + '\r').getBytes(StandardCharsets.UTF_8));
  }
}
