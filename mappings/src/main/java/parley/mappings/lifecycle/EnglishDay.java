package parley.mappings.lifecycle;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import parley.terminology.England;

/** The day in England of a date or moment: national dates are English local ones. */
public final class EnglishDay {

  private static final int DAY_LENGTH = "2025-01-06".length();

  private EnglishDay() {}

  /** The day of a moment. */
  public static LocalDate of(Instant moment) {
    return LocalDate.ofInstant(moment, England.TIME);
  }

  /** Empty when there is no value or it is less exact than a day. */
  public static Optional<LocalDate> of(BaseDateTimeType value) {
    if (!value.hasValue()
        || value.getPrecision() == TemporalPrecisionEnum.YEAR
        || value.getPrecision() == TemporalPrecisionEnum.MONTH) {
      return Optional.empty();
    }
    return Optional.of(
        value.getPrecision() == TemporalPrecisionEnum.DAY
            ? LocalDate.parse(value.getValueAsString().substring(0, DAY_LENGTH))
            : value.getValue().toInstant().atZone(England.TIME).toLocalDate());
  }
}
