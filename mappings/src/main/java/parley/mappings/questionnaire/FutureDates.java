package parley.mappings.questionnaire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * Answers of days to come: nobody has given them yet, and a slip in the year would make one the
 * last score of its course.
 */
public final class FutureDates {

  /** For clocks that differ, and days without a time zone. */
  public static final Duration TOLERANCE = Duration.ofDays(1);

  private FutureDates() {}

  /** Whether a moment is later than now, by more than the tolerance. */
  public static boolean isFuture(BaseDateTimeType moment, Instant now) {
    return moment.hasValue() && moment.getValue().toInstant().isAfter(now.plus(TOLERANCE));
  }

  /**
   * What is wrong with a moment.
   *
   * @param moment dateTime, instant or Period; anything else says no day
   * @param location FHIRPath or HL7 v2 place of it
   */
  public static Optional<Problem> problem(@Nullable Type moment, Instant now, String location) {
    var said =
        moment instanceof Period period
            ? Stream.of(period.getStartElement(), period.getEndElement())
            : Stream.ofNullable(moment);
    return said.filter(BaseDateTimeType.class::isInstance)
        .map(BaseDateTimeType.class::cast)
        .filter(day -> isFuture(day, now))
        .findFirst()
        .map(
            day ->
                Problem.error(
                    ProblemCode.INVALID_VALUE,
                    location,
                    "the answers are of a day that is still to come",
                    "Send when they were given; mend the year or the clock of the sender."));
  }
}
