package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.submissions.product.Product;
import parley.submissions.release.ReleaseResult;

/**
 * What is published of a synthetic service, against what the generator meant to be true of it: the
 * whole way of a release, from resources to files. {@code -Dtruth.referrals} and {@code
 * -Dtruth.services} make it larger; it then tells what docs/privacy.md says.
 */
class PublishedTruthTest {

  private static final int REFERRALS =
      Integer.getInteger("truth.referrals", PublishedService.SMALL);
  private static final int SERVICES = Integer.getInteger("truth.services", 1);

  /** The measure of each rate, by its name in {@code truth.json}. */
  private static final Map<String, String> HEADLINES =
      Map.of(
          "M192", "recovery",
          "M195", "reliable-recovery",
          "M186", "reliable-improvement",
          "M1010", "reliable-deterioration",
          "M053", "within-42-days",
          "M055", "within-126-days");

  /** Of a provider with at least so many finished courses the rates are promised. */
  private static final long LARGE = 500;

  private static final double PROMISED = 0.5;

  private static List<ReleaseResult.Released<?>> released = List.of();
  private static final Map<String, TruthTotals> TRUTH = new HashMap<>();

  @BeforeAll
  static void release() {
    var service =
        REFERRALS == PublishedService.SMALL && SERVICES == 1
            ? PublishedService.small()
            : PublishedService.of(REFERRALS, SERVICES);
    service.referrals().forEach(PublishedTruthTest::note);
    // What is pseudonymised is of no interest here.
    released =
        service.released().stream()
            .filter(it -> it.manifest().product().product() instanceof Product.Anonymous)
            .toList();
  }

  private static void note(MadeReferral referral) {
    if (referral
        .discharge()
        .filter(it -> !it.day().isAfter(PublishedService.LAST.atEndOfMonth()))
        .isPresent()) {
      TRUTH
          .computeIfAbsent(referral.service().code(), none -> new TruthTotals())
          .add(Truth.of(referral));
    }
  }

  @Test
  void theHeadlineRatesAreThoseOfTheTruth() {
    var largest = new TreeMap<String, Double>();
    var hidden = new ArrayList<String>();
    for (var provider : TRUTH.entrySet()) {
      var truth = provider.getValue();
      assertThat(truth.count("finished")).as(provider.getKey()).isGreaterThanOrEqualTo(LARGE);
      for (var headline : HEADLINES.entrySet()) {
        var shown = figure(provider.getKey(), headline.getKey());
        if (shown.get(10).equals("*")) {
          hidden.add(provider.getKey() + ' ' + headline.getValue());
          continue;
        }
        var exact = 100 * truth.rates().get(headline.getValue());
        var error = Math.abs(new BigDecimal(shown.get(10)).doubleValue() - exact);
        assertThat(error)
            .as("%s of %s: %s, truth %s", headline, provider.getKey(), shown, exact)
            .isLessThanOrEqualTo(PROMISED);
        largest.merge(headline.getValue(), error, Math::max);
      }
    }
    System.out.println("largest error of rates, points: " + largest + ", hidden: " + hidden);
    assertThat(hidden).isEmpty();
    assertThat(largest).isNotEmpty();
  }

  @Test
  void theCountsAreThoseOfTheTruthRounded() {
    for (var provider : TRUTH.entrySet()) {
      var truth = provider.getValue();
      assertThat(figure(provider.getKey(), "M192").get(8))
          .isEqualTo(rounded(truth.count("recovered")));
      assertThat(figure(provider.getKey(), "M192").get(9))
          .isEqualTo(rounded(truth.count("finished") - truth.count("not-at-caseness")));
      assertThat(figure(provider.getKey(), "M076").get(8))
          .isEqualTo(rounded(truth.count("finished")));
    }
  }

  private static String rounded(long count) {
    return String.valueOf(Math.round(count / 5.0) * 5);
  }

  @Test
  void whatIsSuppressedIsMeasured() {
    for (var one : released) {
      for (var rows : one.manifest().rows()) {
        var cost = rows.suppression().orElseThrow();
        assertThat(cost.people()).isGreaterThanOrEqualTo(11);
        assertThat(rows.risk().orElseThrow().k()).isGreaterThanOrEqualTo(11);
        assertThat(cost.rowsMissing()).isLessThanOrEqualTo(BigDecimal.valueOf(2));
        // Six sensitive columns of a service of this size: docs/privacy.md, the cost of columns.
        assertThat(cost.cells()).isLessThanOrEqualTo(BigDecimal.valueOf(57));
        System.out.println("rows " + one.manifest().provider() + ": " + rows);
      }
      one.utility()
          .ifPresent(
              cost -> {
                assertThat(cost.hidden()).isLessThan(cost.figures());
                System.out.printf(
                    Locale.ROOT,
                    "%s: %s, of the provider as a whole hidden: %s%n",
                    one.manifest().provider(),
                    cost,
                    hidden(one));
              });
    }
    assertThat(released).hasSize(2 * SERVICES);
  }

  /** Measures that are a star of the provider as a whole. */
  private static List<String> hidden(ReleaseResult.Released<?> one) {
    var provider = one.manifest().provider();
    return one.manifest().product().files().stream()
        .filter(file -> file.name().contains("-figures-") && file.name().endsWith(".csv"))
        .flatMap(file -> lines(one.folder().resolve(file.name())))
        .filter(cells -> cells.get(5).equals(provider) && cells.get(6).equals("total"))
        .filter(cells -> cells.get(10).equals("*"))
        .map(cells -> cells.get(0))
        .toList();
  }

  private static Stream<List<String>> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The cells of a figure of all of a provider. */
  private static List<String> figure(String provider, String measure) {
    for (var one : released) {
      for (var file : one.manifest().product().files()) {
        if (one.manifest().provider().equals(provider)
            && file.name().contains("-figures-")
            && file.name().endsWith(".csv")) {
          return lines(one.folder().resolve(file.name()))
              .filter(cells -> cells.get(0).equals(measure) && cells.get(4).equals("provider"))
              .filter(cells -> cells.get(5).equals(provider) && cells.get(6).equals("total"))
              .findFirst()
              .orElseThrow();
        }
      }
    }
    throw new IllegalStateException("no figures of " + provider);
  }
}
