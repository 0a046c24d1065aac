package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublicationOrder;
import parley.submissions.publication.ReleaseKind;
import parley.submissions.release.OptOuts;
import parley.submissions.release.ReleaseBuilder;
import parley.submissions.release.ReleaseOrder;
import parley.submissions.release.ReleaseResult;
import parley.submissions.release.ReleaseWanted;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.terminology.PackagedTerminology;

/**
 * What is published of a synthetic service, against what the generator meant to be true of it: the
 * whole way of a release, from resources to files. {@code -Dtruth.referrals} and {@code
 * -Dtruth.services} make it larger; it then tells what docs/privacy.md says.
 */
class PublishedTruthTest {

  /** Of one service: enough for 500 finished courses. */
  private static final int SMALL = 1_600;

  private static final int REFERRALS = Integer.getInteger("truth.referrals", SMALL);
  private static final int SERVICES = Integer.getInteger("truth.services", 1);

  /** Who is received in a year, and half a year more in which most courses end. */
  private static final SynthOrder ORDER =
      new SynthOrder(
          REFERRALS,
          7,
          SERVICES,
          LocalDate.of(2024, 4, 1),
          LocalDate.of(2025, 3, 31),
          LocalDate.of(2025, 9, 30),
          0);

  private static final YearMonth FIRST = YearMonth.of(2024, 4);
  private static final YearMonth LAST = YearMonth.of(2025, 9);

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

  /** More referrals than these are not kept as text. */
  private static final int MOST_KEPT = 4_000;

  @TempDir static Path folder;

  private static List<ReleaseResult.Released<?>> released = List.of();
  private static final Map<String, TruthTotals> TRUTH = new HashMap<>();

  @BeforeAll
  static void release() {
    var maker = new ReferralMaker(ORDER, MadeOrders.CALIBRATION, MadeOrders.SCALES);
    IntStream.range(0, REFERRALS).mapToObj(maker::referral).forEach(PublishedTruthTest::note);
    var builder =
        new ReleaseBuilder(
            new ViewReader(),
            CourseModel.packaged(),
            MeasureFolder.packaged(),
            PackagedTerminology.packaged());
    var wanted = new ArrayList<ReleaseWanted>();
    for (var provider = 1; provider <= SERVICES; provider++) {
      for (var example : List.of("figures", "open-rows")) {
        wanted.add(
            new ReleaseWanted(
                order(new MadeService(provider).code(), example),
                folder.resolve(provider + example)));
      }
    }
    var made = new ArrayList<ReleaseResult.Released<?>>();
    var record = record(maker);
    // One reading is of one provider.
    for (var at = 0; at < wanted.size(); at += 2) {
      for (var result : builder.build(record, wanted.subList(at, at + 2))) {
        assertThat(result).isInstanceOf(ReleaseResult.Released.class);
        made.add((ReleaseResult.Released<?>) result);
      }
    }
    released = List.copyOf(made);
  }

  private static void note(MadeReferral referral) {
    if (referral.discharge().filter(it -> !it.day().isAfter(LAST.atEndOfMonth())).isPresent()) {
      TRUTH
          .computeIfAbsent(referral.service().code(), none -> new TruthTotals())
          .add(Truth.of(referral));
    }
  }

  /** A large service does not fit into memory as text, so it is made anew for each type. */
  private static ViewResources record(ReferralMaker maker) {
    if (REFERRALS > MOST_KEPT) {
      return type -> texts(maker, type::equals).map(Typed::text);
    }
    var kept =
        texts(maker, type -> true)
            .collect(
                Collectors.groupingBy(
                    Typed::type, Collectors.mapping(Typed::text, Collectors.toList())));
    return type -> kept.getOrDefault(type, List.of()).stream();
  }

  /** A resource as text, and its type. */
  private record Typed(String type, ResourceText text) {}

  private static Stream<Typed> texts(ReferralMaker maker, Predicate<String> wanted) {
    var json = FhirContext.forR4Cached().newJsonParser();
    var services = IntStream.rangeClosed(1, SERVICES).mapToObj(MadeService::new);
    return Stream.concat(
            services.flatMap(it -> ServiceRecords.of(it).stream()),
            IntStream.range(0, REFERRALS)
                .mapToObj(maker::referral)
                .flatMap(it -> resources(it).stream()))
        .filter(it -> wanted.test(it.fhirType()))
        .map(it -> new Typed(it.fhirType(), ResourceText.of(json.encodeResourceToString(it))));
  }

  private static List<Resource> resources(MadeReferral referral) {
    return new ReferralRecords(referral, MadeOrders.SCALES).asTheyStand();
  }

  private static ReleaseOrder order(String provider, String example) {
    try {
      var file = Path.of("../docs/examples/release-" + example + ".json");
      var reading = Agreements.read(Files.readString(file), LAST.atEndOfMonth());
      return new ReleaseOrder(
          ((AgreementReading.Accepted) reading).agreement(),
          provider,
          Map.of(),
          FIRST,
          LAST,
          // Groups take some ten seconds, and nothing from what is held against the truth here.
          PublicationOrder.of(ReleaseKind.PRIMARY)
              .withBrokenDown(REFERRALS == SMALL ? Set.of() : PublicationOrder.BROKEN_DOWN),
          PublicationHistory.NONE,
          Optional.empty(),
          Optional.empty(),
          new OptOuts.Current(LocalDate.of(2025, 10, 9), number -> false),
          Instant.parse("2025-10-10T10:00:00Z"),
          "test",
          EngineLimits.IN_MEMORY,
          List.of());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
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
