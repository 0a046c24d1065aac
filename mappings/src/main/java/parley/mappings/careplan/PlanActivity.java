package parley.mappings.careplan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import parley.mappings.lifecycle.EnglishDay;
import parley.terminology.Systems;

/**
 * An activity of a plan, read for what it is. What it is is told by its detail alone, so that a
 * plan somebody wrote by hand is followed like one that was applied.
 */
record PlanActivity(CarePlanActivityComponent component) {

  /** Statuses in which nothing more is to be done. */
  private static final Set<CarePlanActivityStatus> AT_REST =
      EnumSet.of(
          CarePlanActivityStatus.ONHOLD,
          CarePlanActivityStatus.COMPLETED,
          CarePlanActivityStatus.CANCELLED,
          CarePlanActivityStatus.STOPPED,
          CarePlanActivityStatus.ENTEREDINERROR);

  /** Far beyond any course, and near enough for a calendar to hold whatever the unit is. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(100_000);

  /** The last year that FHIR can write. */
  static final int LAST_YEAR = 9999;

  private static final BigDecimal WEEK = BigDecimal.valueOf(7);

  private static final String QUESTIONNAIRE = "/Questionnaire/";

  /** What an activity is. */
  enum Kind {
    THERAPY,
    MEASURE,
    REVIEW,
    /** Anything else, such as an exchange with another team. */
    OTHER
  }

  Kind kind() {
    if (questionnaire().isPresent()) {
      return Kind.MEASURE;
    }
    if (component.getDetail().getCode().hasCoding(Systems.codeSystem("plan-activity"), "review")) {
      return Kind.REVIEW;
    }
    return therapies().isEmpty() ? Kind.OTHER : Kind.THERAPY;
  }

  boolean isAtRest() {
    return AT_REST.contains(component.getDetail().getStatus());
  }

  /** Canonical URL of the questionnaire to be answered, without version. */
  Optional<String> questionnaire() {
    return component.getDetail().getInstantiatesCanonical().stream()
        .map(canonical -> canonical.getValue().split("\\|", 2)[0])
        .filter(url -> url.contains(QUESTIONNAIRE))
        .findFirst();
  }

  /** SNOMED CT codes of the therapy. */
  List<String> therapies() {
    return ActionSelection.snomed(component.getDetail().getCode());
  }

  /** What it is, in words. */
  String title() {
    var detail = component.getDetail();
    return Stream.of(
            detail.getDescription(),
            detail.getCode().getText(),
            detail.getCode().getCodingFirstRep().getDisplay())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("activity");
  }

  /** How many sessions are expected; the least, where there is a range. */
  Optional<Integer> expected() {
    return repeat().filter(TimingRepeatComponent::hasCount).map(TimingRepeatComponent::getCount);
  }

  /** Whether it is to be done at each session, and its period is that of the sessions. */
  boolean isOfEachSession() {
    return component.getDetail().getScheduled() instanceof Timing timing
        && timing.getCode().hasCoding(Systems.codeSystem("plan-timing"), "each-session");
  }

  /** The last day in England on which somebody noted progress, for what leaves no other record. */
  Optional<LocalDate> noted() {
    return component.getProgress().stream()
        .filter(Annotation::hasTime)
        .flatMap(note -> EnglishDay.of(note.getTimeElement()).stream())
        .max(LocalDate::compareTo);
  }

  /**
   * The day one period after another, part of a day left out; empty when the activity has no period
   * of days or more, or when that day is of no year that can be written.
   */
  Optional<LocalDate> after(LocalDate day) {
    return repeat()
        .filter(repeat -> repeat.hasPeriod() && repeat.hasPeriodUnit())
        .filter(repeat -> repeat.getPeriod().compareTo(LONGEST) <= 0)
        .flatMap(repeat -> after(day, repeat))
        .filter(next -> next.getYear() <= LAST_YEAR);
  }

  private static Optional<LocalDate> after(LocalDate day, TimingRepeatComponent repeat) {
    var period = repeat.getPeriod();
    return switch (repeat.getPeriodUnit()) {
      case D -> Optional.of(day.plusDays(period.longValue()));
      case WK -> Optional.of(day.plusDays(period.multiply(WEEK).longValue()));
      case MO -> Optional.of(day.plusMonths(period.longValue()));
      case A -> Optional.of(day.plusYears(period.longValue()));
      default -> Optional.empty();
    };
  }

  private Optional<TimingRepeatComponent> repeat() {
    return component.getDetail().getScheduled() instanceof Timing timing && timing.hasRepeat()
        ? Optional.of(timing.getRepeat())
        : Optional.empty();
  }
}
