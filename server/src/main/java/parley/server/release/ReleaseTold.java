package parley.server.release;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;
import parley.submissions.publication.Utility;
import parley.submissions.release.ReleaseManifest;
import parley.submissions.release.ReleaseResult;
import parley.submissions.release.RowFacts;

/**
 * What the register tells of a release: counts, what was reached, files, faults.
 *
 * @param tally exact numbers, for those who keep the record alone: people, opted out and so on
 * @param rows of each file of rows
 * @param figures counts that are shown and hidden; none without figures
 * @param utility what hiding and rounding cost the figures; of exact counts, for who has the right.
 *     None without figures, and of releases made before it was told
 * @param files with their digests
 * @param faults why there is no release
 */
record ReleaseTold(
    Map<String, Long> tally,
    List<Rows> rows,
    Map<String, Long> figures,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> utility,
    List<File> files,
    List<ReleaseFault> faults) {

  private static final int STEP = 5;
  static final String OPTED_OUT = "opted-out";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  ReleaseTold {
    tally = new TreeMap<>(tally);
    rows = List.copyOf(rows);
    figures = new TreeMap<>(figures);
    utility = new TreeMap<>(utility);
    files = List.copyOf(files);
    faults = List.copyOf(faults);
  }

  /**
   * A file of rows.
   *
   * @param grain what a row is of
   * @param k rows of the smallest class; 0 where it is not measured
   * @param l fewest different sensitive values in a class
   * @param highestRisk one over k
   * @param meanRisk over all rows
   * @param suppressed per cent of rows left out, pooled, and of cells hidden; empty where not done
   */
  record Rows(
      String grain,
      int rows,
      int k,
      int l,
      String highestRisk,
      String meanRisk,
      String suppressed) {
    static Rows of(RowFacts facts) {
      var risk = facts.risk();
      return new Rows(
          facts.grain().file(),
          facts.rows(),
          risk.map(RowFacts.Risk::k).orElse(0),
          risk.map(RowFacts.Risk::l).orElse(0),
          risk.map(one -> one.highest().toPlainString()).orElse(""),
          risk.map(one -> one.mean().toPlainString()).orElse(""),
          facts
              .suppression()
              .map(
                  one ->
                      "rows %s%%, pooled %s%%, cells %s%%"
                          .formatted(one.rowsMissing(), one.rowsPooled(), one.cells()))
              .orElse(""));
    }

    /** Without what says more than about how many; 0 rows are fewer than five. */
    Rows rounded() {
      return new Rows(grain, ReleaseTold.rounded(rows), k / STEP * STEP, 0, "", "", "");
    }
  }

  /**
   * The same for who may have nothing that is of one person: what hiding cost, and for a dry run
   * every number, is rounded to fives and left out below five. Asked again and again, exact numbers
   * of any table would count the record, and tell whoever came between two days.
   */
  ReleaseTold rounded(boolean dryRun) {
    var cost = new TreeMap<String, String>();
    utility.forEach((name, value) -> cost.put(name, rounded(value)));
    cost.values().removeIf(String::isEmpty);
    var shown = new TreeMap<>(figures);
    shown.replaceAll((name, count) -> (long) rounded(count.intValue()));
    shown.values().removeIf(count -> count == 0);
    return new ReleaseTold(
        Map.of(),
        dryRun ? rows.stream().map(Rows::rounded).toList() : rows,
        dryRun ? shown : figures,
        cost,
        files,
        faults);
  }

  private static int rounded(int count) {
    return count < STEP ? 0 : (count + STEP / 2) / STEP * STEP;
  }

  /** A count; or points, to whole ones and never fewer. */
  private static String rounded(String value) {
    if (value.matches("[0-9]+")) {
      var count = rounded(Integer.parseInt(value));
      return count == 0 ? "" : "about " + count;
    }
    var points = value.split(" ")[0];
    return points.matches("[0-9]+([.][0-9]+)?")
        ? "at most "
            + new BigDecimal(points).setScale(0, RoundingMode.CEILING).max(BigDecimal.ONE)
            + " points"
        : value;
  }

  /** A file with its digest. */
  record File(String name, long bytes, String sha256) {
    static File of(ProductFile<?> file) {
      return new File(file.name(), file.bytes(), file.sha256());
    }
  }

  static ReleaseTold nothing() {
    return new ReleaseTold(Map.of(), List.of(), Map.of(), Map.of(), List.of(), List.of());
  }

  static ReleaseTold of(List<ReleaseFault> faults) {
    return new ReleaseTold(Map.of(), List.of(), Map.of(), Map.of(), List.of(), faults);
  }

  static <P extends Product> ReleaseTold of(ReleaseResult.Released<P> released) {
    ReleaseManifest<P> manifest = released.manifest();
    var tally = released.tally();
    var figures =
        manifest
            .figures()
            .map(one -> Map.of("shown", (long) one.shown(), "hidden", (long) one.hidden()));
    return new ReleaseTold(
        Map.of(
            "people",
            tally.people(),
            OPTED_OUT,
            tally.optedOut(),
            "without-nhs-number",
            tally.unasked(),
            "referrals",
            tally.referrals()),
        manifest.rows().stream().map(Rows::of).toList(),
        figures.orElse(Map.of()),
        released.utility().map(ReleaseTold::utility).orElse(Map.of()),
        manifest.product().files().stream().map(File::of).toList(),
        List.of());
  }

  private static Map<String, String> utility(Utility utility) {
    var told = new TreeMap<String, String>();
    told.put("small", Integer.toString(utility.small()));
    told.put("secondary", Integer.toString(utility.secondary()));
    told.put(
        "largest-rate-error",
        utility.largestRateError().map(it -> it.toPlainString() + " points").orElse("none of 500"));
    return told;
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can always be written", e);
    }
  }

  static ReleaseTold ofJson(String json) {
    try {
      return json.equals("{}") ? nothing() : JSON.readValue(json, ReleaseTold.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the register holds something else than it was given", e);
    }
  }
}
