package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.util.FileSystemUtils;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.engine.EngineLimits;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MadeKeys;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublicationOrder;
import parley.submissions.publication.ReleaseKind;
import parley.submissions.release.NotedRows;
import parley.submissions.release.OptOuts;
import parley.submissions.release.ReleaseOrder;
import parley.submissions.release.ReleaseResult;
import parley.submissions.release.ReleaseWanted;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * Synthetic services of which the truth is known, and what was released of them: the whole way,
 * from resources to files. Made once, for all tests that look at it.
 */
final class PublishedService {

  /** Of one service: enough for 500 finished courses. */
  static final int SMALL = 1_600;

  static final YearMonth FIRST = YearMonth.of(2024, 4);
  static final YearMonth LAST = YearMonth.of(2025, 9);

  /** More referrals than these are not kept as text. */
  private static final int MOST_KEPT = 4_000;

  private static final List<PublishedService> MADE = new ArrayList<>();

  private final ReferralMaker maker;
  private final int referrals;
  private final NotedRows noted = new NotedRows();
  private final List<ReleaseResult.Released<?>> released = new ArrayList<>();
  private final ViewResources record;

  private PublishedService(int referrals, int services) {
    this.referrals = referrals;
    this.maker = maker(referrals, services);
    this.record = record(maker, referrals, services);
  }

  /** One service with 1,600 referrals: figures, open rows, and rows for two recipients. */
  static synchronized PublishedService small() {
    if (MADE.isEmpty()) {
      var made = new PublishedService(SMALL, 1);
      made.release(1, List.of("figures", "open-rows", "evaluation", "evaluation for another"));
      MADE.add(made);
    }
    return MADE.get(0);
  }

  /** Figures and open rows of services, made anew. */
  static PublishedService of(int referrals, int services) {
    var made = new PublishedService(referrals, services);
    for (var service = 1; service <= services; service++) {
      made.release(service, List.of("figures", "open-rows"));
    }
    return made;
  }

  /** Who is received in a year, and half a year more in which most courses end. */
  static ReferralMaker maker(int referrals, int services) {
    return new ReferralMaker(
        new SynthOrder(
            referrals,
            7,
            services,
            LocalDate.of(2024, 4, 1),
            LocalDate.of(2025, 3, 31),
            LocalDate.of(2025, 9, 30),
            0),
        MadeOrders.CALIBRATION,
        MadeOrders.SCALES);
  }

  /** What is true of each. */
  Stream<MadeReferral> referrals() {
    return IntStream.range(0, referrals).mapToObj(maker::referral);
  }

  List<ReleaseResult.Released<?>> released() {
    return List.copyOf(released);
  }

  /** The record that all of it was released of. */
  ViewResources record() {
    return record;
  }

  /** Rows as they were before any was hidden. */
  NotedRows noted() {
    return noted;
  }

  /** A release by the name of what was wanted. */
  ReleaseResult.Released<?> released(String what) {
    return released.stream()
        .filter(it -> it.folder().getFileName().toString().equals("1 " + what))
        .findFirst()
        .orElseThrow();
  }

  /** The lines of a CSV of a release, its header first; no cell of those has a comma. */
  static List<List<String>> rows(ReleaseResult.Released<?> release, String what) {
    return release.manifest().product().files().stream()
        .filter(it -> it.name().contains("-" + what + "-") && it.name().endsWith(".csv"))
        .map(it -> text(release.folder().resolve(it.name())))
        .map(text -> text.lines().map(line -> List.of(line.split(",", -1))).toList())
        .findFirst()
        .orElseThrow();
  }

  /** Text of every file of every release. */
  List<String> files() {
    return released.stream()
        .flatMap(
            it ->
                it.manifest().product().files().stream()
                    .map(file -> text(it.folder().resolve(file.name()))))
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One reading is of one provider. */
  private void release(int service, List<String> wanted) {
    var place = Path.of("target", "published-" + referrals);
    var code = new MadeService(service).code();
    var orders = new ArrayList<ReleaseWanted>();
    for (var what : wanted) {
      var folder = place.resolve(service + " " + what);
      try {
        FileSystemUtils.deleteRecursively(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      orders.add(new ReleaseWanted(order(code, what), folder));
    }
    for (var result : noted.builder().build(record, orders)) {
      assertThat(result).isInstanceOf(ReleaseResult.Released.class);
      released.add((ReleaseResult.Released<?>) result);
    }
  }

  /** A large service does not fit into memory as text, so it is made anew for each type. */
  static ViewResources record(ReferralMaker maker, int referrals, int services) {
    if (referrals > MOST_KEPT) {
      return type -> texts(maker, referrals, services, type::equals).map(Typed::text);
    }
    var kept =
        texts(maker, referrals, services, type -> true)
            .collect(
                Collectors.groupingBy(
                    Typed::type, Collectors.mapping(Typed::text, Collectors.toList())));
    return type -> kept.getOrDefault(type, List.of()).stream();
  }

  /** A resource as text, and its type. */
  private record Typed(String type, ResourceText text) {}

  private static Stream<Typed> texts(
      ReferralMaker maker, int referrals, int services, Predicate<String> wanted) {
    var json = FhirContext.forR4Cached().newJsonParser();
    return Stream.concat(
            IntStream.rangeClosed(1, services)
                .mapToObj(MadeService::new)
                .flatMap(it -> ServiceRecords.of(it).stream()),
            IntStream.range(0, referrals)
                .mapToObj(maker::referral)
                .flatMap(it -> resources(it).stream()))
        .filter(it -> wanted.test(it.fhirType()))
        .map(it -> new Typed(it.fhirType(), ResourceText.of(json.encodeResourceToString(it))));
  }

  private static List<Resource> resources(MadeReferral referral) {
    return new ReferralRecords(referral, MadeOrders.SCALES).asTheyStand();
  }

  static ReleaseOrder order(String provider, String what) {
    var file = Path.of("../docs/examples/release-" + what.replace(" for another", "") + ".json");
    var another = what.endsWith(" for another");
    var text =
        another
            ? text(file)
                .replace("X-EXAMPLE-UNIVERSITY", "X-ANOTHER-UNIVERSITY")
                .replace("Parameters/agreement-evaluation", "Parameters/agreement-another")
            : text(file);
    var reading = Agreements.read(text, LAST.atEndOfMonth());
    return new ReleaseOrder(
        ((AgreementReading.Accepted) reading).agreement(),
        provider,
        Map.of(),
        FIRST,
        LAST,
        // Groups take some ten seconds, and nothing from what is held against the truth.
        PublicationOrder.of(ReleaseKind.PRIMARY)
            .withBrokenDown(
                Integer.getInteger("truth.referrals", SMALL) == SMALL
                    ? Set.of()
                    : PublicationOrder.BROKEN_DOWN),
        PublicationHistory.NONE,
        Optional.of(new KeyRing(MadeKeys.key(1), List.of())),
        Optional.empty(),
        new OptOuts.Current(LocalDate.of(2025, 10, 9), number -> false),
        Instant.parse("2025-10-10T10:00:00Z"),
        "test",
        EngineLimits.IN_MEMORY,
        List.of());
  }
}
