package parley.server.synth;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the truth of each referral into {@code truth.csv}, its totals into {@code truth.json}. */
final class TruthFiles implements SynthOutput {

  private final SynthOrder order;
  private final TruthTotals totals = new TruthTotals();
  private final Path json;
  private final BufferedWriter csv;

  TruthFiles(Path folder, SynthOrder order) throws IOException {
    this.order = order;
    this.json = folder.resolve("truth.json");
    this.csv = Files.newBufferedWriter(folder.resolve("truth.csv"));
    csv.write(String.join(",", Truth.COLUMNS) + '\n');
  }

  @Override
  public void add(MadeReferral referral) throws IOException {
    var truth = Truth.of(referral);
    totals.add(truth);
    // No value of a row has a comma or a quote: numbers, codes and dates.
    csv.write(String.join(",", truth.row()) + '\n');
  }

  @Override
  public void endBlock() {
    // The totals are those of all blocks.
  }

  @Override
  public String written() {
    return "the truth of %d referrals".formatted(totals.count("referrals"));
  }

  @Override
  public void close() throws IOException {
    csv.close();
    var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(json, mapper.writeValueAsString(all()) + '\n');
  }

  private Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    var made = new LinkedHashMap<String, Object>();
    made.put("referrals", order.referrals());
    made.put("seed", order.seed());
    made.put("services", order.services());
    made.put("from", order.from().toString());
    made.put("to", order.to().toString());
    made.put("as-of", order.asOf().toString());
    made.put("errors", order.errors());
    all.put("order", made);
    all.put("counts", totals.counts());
    all.put("rates", totals.rates());
    var errors = new LinkedHashMap<String, Long>();
    totals.errors().forEach((error, count) -> errors.put(error.code(), count));
    all.put("planted-errors", errors);
    var means = new LinkedHashMap<String, Map<String, Double>>();
    for (var therapy : Therapy.values()) {
      means.put(therapy.id(), totals.means(therapy).all());
    }
    all.put("scores-of-finished-courses", means);
    return all;
  }
}
