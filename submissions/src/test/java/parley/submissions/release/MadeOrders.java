package parley.submissions.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MadeKeys;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublicationOrder;
import parley.submissions.publication.ReleaseKind;
import parley.submissions.view.ViewReader;
import parley.terminology.PackagedTerminology;
import parley.terminology.Terminology;

/** Orders of releases of the made service, and builders for them. */
final class MadeOrders {

  static final LocalDate TODAY = LocalDate.of(2027, 1, 20);
  static final Terminology TERMINOLOGY = PackagedTerminology.packaged();
  private static final CourseModel MODEL = CourseModel.packaged();
  private static final Path EXAMPLES = Path.of("../docs/examples");

  private MadeOrders() {}

  static ReleaseBuilder builder() {
    return builder(TERMINOLOGY, Gates.SHUT);
  }

  static ReleaseBuilder builder(Terminology terminology, Gates gates) {
    return new ReleaseBuilder(
        new ViewReader(), MODEL, MeasureFolder.packaged(), terminology, gates);
  }

  static String example(String name) {
    try {
      return Files.readString(EXAMPLES.resolve("release-" + name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReleaseAgreement agreement(String json) {
    var reading = Agreements.read(json, TODAY);
    if (reading instanceof AgreementReading.Accepted accepted) {
      return accepted.agreement();
    }
    throw new IllegalArgumentException(reading.toString());
  }

  /** Of the year 2026, by an example of the documentation, with a list that nobody is on. */
  static ReleaseOrder order(String example) {
    return order(agreement(example(example)), nobody());
  }

  static ReleaseOrder order(ReleaseAgreement agreement, OptOuts optOuts) {
    return new ReleaseOrder(
        agreement,
        "RZ9",
        Map.of(),
        YearMonth.of(2026, 1),
        YearMonth.of(2026, 12),
        PublicationOrder.of(ReleaseKind.PRIMARY),
        PublicationHistory.NONE,
        Optional.of(new KeyRing(MadeKeys.key(1), List.of())),
        Optional.empty(),
        optOuts,
        Instant.parse("2027-01-20T10:00:00Z"),
        "1.0.0-test",
        EngineLimits.IN_MEMORY,
        List.of());
  }

  static OptOuts nobody() {
    return new OptOuts.Current(TODAY.minusDays(1), number -> false);
  }

  static OptOuts people(Set<Integer> people) {
    var numbers = people.stream().map(MadePeople::nhsNumber).collect(Collectors.toSet());
    return new OptOuts.Current(TODAY.minusDays(1), numbers::contains);
  }

  static ReleaseOrder with(ReleaseOrder order, OptOuts optOuts) {
    return ChangedOrder.of(order).optOuts(optOuts).order();
  }

  /** With another list of opt-outs, made at another moment. */
  static ReleaseOrder with(ReleaseOrder order, OptOuts optOuts, Instant made) {
    return ChangedOrder.of(order).optOuts(optOuts).made(made).order();
  }

  /** Made after the agreement has expired. */
  static ReleaseOrder late(ReleaseOrder order) {
    return ChangedOrder.of(order).made(Instant.parse("2027-04-01T00:30:00Z")).order();
  }

  /** Made on the last day of the period. */
  static ReleaseOrder early(ReleaseOrder order) {
    return ChangedOrder.of(order).made(Instant.parse("2026-12-31T23:30:00Z")).order();
  }

  /** Without a key, or with the id of one. */
  static ReleaseOrder keyless(ReleaseOrder order, Optional<String> keyId) {
    return ChangedOrder.of(order).keys(Optional.empty()).keyId(keyId).order();
  }

  static IntStream everyone(int referrals) {
    return IntStream.range(0, referrals);
  }
}
