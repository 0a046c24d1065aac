package parley.mappings.reading;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import parley.terminology.England;

/** Moments of Parley's own, shown in England's time like those of messages. */
public final class Moments {

  private static final TimeZone ENGLAND = TimeZone.getTimeZone(England.TIME);

  private Moments() {}

  /** As a dateTime, to the second. */
  public static DateTimeType dateTime(Instant moment) {
    return new DateTimeType(Date.from(moment), TemporalPrecisionEnum.SECOND, ENGLAND);
  }

  /** The day in England, as a dateTime of that precision. */
  public static DateTimeType day(Instant moment) {
    return new DateTimeType(Date.from(moment), TemporalPrecisionEnum.DAY, ENGLAND);
  }

  /** As an instant, to the millisecond. */
  public static InstantType instant(Instant moment) {
    return new InstantType(Date.from(moment), TemporalPrecisionEnum.MILLI, ENGLAND);
  }
}
