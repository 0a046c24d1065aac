package parley.submissions.record;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import parley.terminology.England;

/**
 * A date and time as a clock in England shows it: a moment is turned into English local time before
 * its date is taken, because a month ends at midnight there.
 *
 * @param date English date
 * @param time empty when only the day is known
 */
record EnglishTime(LocalDate date, Optional<LocalTime> time) {

  private static final int DAY_LENGTH = "2025-01-06".length();

  /** Empty when there is no value or it is less exact than a day. */
  static Optional<EnglishTime> of(BaseDateTimeType value) {
    if (!value.hasValue()) {
      return Optional.empty();
    }
    var precision = value.getPrecision();
    if (precision == TemporalPrecisionEnum.YEAR || precision == TemporalPrecisionEnum.MONTH) {
      return Optional.empty();
    }
    if (precision == TemporalPrecisionEnum.DAY) {
      var day = LocalDate.parse(value.getValueAsString().substring(0, DAY_LENGTH));
      return Optional.of(new EnglishTime(day, Optional.empty()));
    }
    var local = value.getValue().toInstant().atZone(England.TIME);
    return Optional.of(new EnglishTime(local.toLocalDate(), Optional.of(local.toLocalTime())));
  }
}
