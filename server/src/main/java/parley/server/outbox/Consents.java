package parley.server.outbox;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import parley.server.settings.AnswerSettings;
import parley.server.store.CurrentRecords;
import parley.terminology.England;
import parley.terminology.Systems;

/**
 * Whether a person lets a referrer be told of their care. The Consent of the wanted category that
 * was given last decides, also when its time is over or has not come; without one in force nothing
 * is told but what became of the referral.
 */
final class Consents {

  private final CurrentRecords records;
  private final Clock clock;

  Consents(CurrentRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /**
   * Asks the record.
   *
   * @param person id of the Patient
   * @param wishes name the category of consent
   */
  boolean given(String person, AnswerSettings wishes) {
    return records.ofPatient(person, List.of("Consent")).stream()
        .map(Consent.class::cast)
        .filter(it -> it.getStatus() != ConsentState.ENTEREDINERROR)
        .filter(it -> it.getStatus() != ConsentState.DRAFT)
        .filter(it -> it.getStatus() != ConsentState.PROPOSED)
        .filter(
            it ->
                it.getCategory().stream()
                    .anyMatch(
                        category ->
                            category.hasCoding(
                                Systems.codeSystem("self-referral"), wishes.consent())))
        .max(
            Comparator.comparing(
                it -> it.getDateTimeElement().hasValue() ? it.getDateTime().getTime() : 0L))
        .filter(it -> it.getStatus() == ConsentState.ACTIVE)
        .filter(it -> it.getProvision().getType() != ConsentProvisionType.DENY)
        .filter(it -> inForce(it.getProvision().getPeriod(), clock.instant()))
        .isPresent();
  }

  /**
   * Whether a time lies in a period. Both ends count (FHIR R4 Period); what is only known to the
   * day, month or year is that of England, whole.
   */
  static boolean inForce(Period period, Instant now) {
    return (!period.getStartElement().hasValue() || !now.isBefore(first(period.getStartElement())))
        && (!period.getEndElement().hasValue() || now.isBefore(after(period.getEndElement())));
  }

  private static Instant first(DateTimeType at) {
    return at.getPrecision().ordinal() > TemporalPrecisionEnum.DAY.ordinal()
        ? at.getValue().toInstant()
        : day(at).atStartOfDay(England.TIME).toInstant();
  }

  /** The first moment that an end no longer covers. */
  private static Instant after(DateTimeType at) {
    return switch (at.getPrecision()) {
      case YEAR -> day(at).plusYears(1).atStartOfDay(England.TIME).toInstant();
      case MONTH -> day(at).plusMonths(1).atStartOfDay(England.TIME).toInstant();
      case DAY -> day(at).plusDays(1).atStartOfDay(England.TIME).toInstant();
      default -> at.getValue().toInstant().plusMillis(1);
    };
  }

  /** The first day of what is known. */
  private static LocalDate day(DateTimeType at) {
    return switch (at.getPrecision()) {
      case YEAR -> LocalDate.of(at.getYear(), 1, 1);
      case MONTH -> LocalDate.of(at.getYear(), at.getMonth() + 1, 1);
      default -> LocalDate.of(at.getYear(), at.getMonth() + 1, at.getDay());
    };
  }
}
