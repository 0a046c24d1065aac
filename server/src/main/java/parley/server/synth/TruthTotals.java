package parley.server.synth;

import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts of the truth, and its rates by the definitions of docs/outcomes.md. */
final class TruthTotals {

  private static final int SIX_WEEKS = 42;
  private static final int EIGHTEEN_WEEKS = 126;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<PlantedError, Long> errors = new EnumMap<>(PlantedError.class);
  private final Map<Therapy, Means> means = new EnumMap<>(Therapy.class);

  TruthTotals() {
    for (var name :
        new String[] {
          "referrals",
          "contacts",
          "attended",
          "missed",
          "treatments",
          "accessed",
          "discharged",
          "finished",
          "treatments-of-finished",
          "within-42-days",
          "within-126-days",
          "not-at-caseness",
          "recovered",
          "improved",
          "deteriorated",
          "unchanged",
          "reliably-recovered"
        }) {
      counts.put(name, 0L);
    }
  }

  /** First and last scores of finished courses of one therapy. */
  static final class Means {
    private final Map<String, double[]> sums = new LinkedHashMap<>();

    private void add(String figure, Optional<Integer> score) {
      score.ifPresent(
          value -> {
            var sum = sums.computeIfAbsent(figure, it -> new double[2]);
            sum[0] += value;
            sum[1]++;
          });
    }

    /** How many courses have the score. */
    long count(String figure) {
      return sums.containsKey(figure) ? (long) sums.get(figure)[1] : 0;
    }

    /** The mean of a figure such as {@code phq9-start-mean}, 0 without a score. */
    double mean(String figure) {
      return count(figure) == 0 ? 0 : sums.get(figure)[0] / sums.get(figure)[1];
    }

    Map<String, Double> all() {
      var all = new LinkedHashMap<String, Double>();
      sums.keySet().forEach(figure -> all.put(figure, Math.rint(mean(figure) * 100) / 100));
      return all;
    }
  }

  void add(Truth truth) {
    count("referrals", 1);
    count("contacts", truth.contacts());
    count("attended", truth.attended());
    count("missed", truth.missed());
    count("treatments", truth.treatments().size());
    count("accessed", truth.treatments().isEmpty() ? 0 : 1);
    count("discharged", truth.referral().discharge().isPresent() ? 1 : 0);
    truth.referral().error().ifPresent(error -> errors.merge(error, 1L, Long::sum));
    if (truth.referral().isFinished()) {
      addFinished(truth);
    }
  }

  private void addFinished(Truth truth) {
    count("finished", 1);
    count("treatments-of-finished", truth.treatments().size());
    var wait =
        ChronoUnit.DAYS.between(truth.referral().received(), truth.firstTreatment().orElseThrow());
    count("within-42-days", wait <= SIX_WEEKS ? 1 : 0);
    count("within-126-days", wait <= EIGHTEEN_WEEKS ? 1 : 0);
    count("not-at-caseness", truth.atCaseness().filter(at -> !at).isPresent() ? 1 : 0);
    truth.recovery().filter("recovered"::equals).ifPresent(it -> count("recovered", 1));
    truth
        .reliableRecovery()
        .filter("recovered"::equals)
        .ifPresent(it -> count("reliably-recovered", 1));
    truth
        .change()
        .ifPresent(
            change ->
                count(
                    switch (change) {
                      case "improvement" -> "improved";
                      case "deterioration" -> "deteriorated";
                      default -> "unchanged";
                    },
                    1));
    truth.therapy().ifPresent(therapy -> addScores(truth, therapy));
  }

  private void addScores(Truth truth, Therapy therapy) {
    var of = means.computeIfAbsent(therapy, it -> new Means());
    of.add("phq9-start-mean", truth.first("phq-9"));
    of.add("phq9-end-mean", truth.last("phq-9"));
    of.add("gad7-start-mean", truth.first("gad-7"));
    of.add("gad7-end-mean", truth.last("gad-7"));
  }

  private void count(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  long count(String name) {
    return counts.get(name);
  }

  Map<String, Long> counts() {
    return counts;
  }

  Map<PlantedError, Long> errors() {
    return errors;
  }

  /** Means of a therapy; without scores when it was not given. */
  Means means(Therapy therapy) {
    return means.getOrDefault(therapy, new Means());
  }

  /** Shares from 0 to 1, by the published definitions. */
  Map<String, Double> rates() {
    var rates = new LinkedHashMap<String, Double>();
    rates.put("access-share", share("accessed", count("referrals")));
    rates.put("finished-share", share("finished", count("referrals")));
    rates.put("missed-share", share("missed", count("contacts")));
    rates.put("within-42-days", share("within-42-days", count("finished")));
    rates.put("within-126-days", share("within-126-days", count("finished")));
    rates.put("treatments-of-finished", share("treatments-of-finished", count("finished")));
    var eligible = count("finished") - count("not-at-caseness");
    rates.put("recovery", share("recovered", eligible));
    rates.put("reliable-recovery", share("reliably-recovered", eligible));
    rates.put("reliable-improvement", share("improved", count("finished")));
    rates.put("reliable-deterioration", share("deteriorated", count("finished")));
    return rates;
  }

  private double share(String name, long of) {
    return of == 0 ? 0 : Math.rint(10_000.0 * count(name) / of) / 10_000;
  }
}
