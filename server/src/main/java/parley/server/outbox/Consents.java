package parley.server.outbox;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * is told but what became of the referral. One that does not say when it was given was given when
 * it was last written. Where it is not known which of two came later, the refusal did.
 */
final class Consents {

  private static final Set<ConsentState> SAYS_NOTHING =
      EnumSet.of(ConsentState.ENTEREDINERROR, ConsentState.DRAFT, ConsentState.PROPOSED);

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
    var said =
        records.ofPatient(person, List.of("Consent")).stream()
            .map(Consent.class::cast)
            .filter(it -> !SAYS_NOTHING.contains(it.getStatus()))
            .filter(it -> isOf(wishes.consent(), it))
            .toList();
    var undated =
        said.stream()
            .filter(it -> !it.getDateTimeElement().hasValue())
            .map(it -> it.getIdElement().getIdPart())
            .toList();
    var written =
        undated.isEmpty() ? Map.<String, Instant>of() : records.written("Consent", undated);
    return latest(said, written)
        .filter(it -> !refuses(it))
        .filter(it -> inForce(it.getProvision().getPeriod(), clock.instant()))
        .isPresent();
  }

  private static boolean isOf(String wanted, Consent consent) {
    return consent.getCategory().stream()
        .anyMatch(category -> category.hasCoding(Systems.codeSystem("self-referral"), wanted));
  }

  /**
   * The consent that counts.
   *
   * @param written when those were written that have no dateTime, by their ids
   */
  static Optional<Consent> latest(List<Consent> said, Map<String, Instant> written) {
    return said.stream()
        .max(
            Comparator.comparing((Consent it) -> given(it, written))
                .thenComparing(Consents::refuses));
  }

  /** Of a date that can mean more than one moment, the last for a refusal, else the first. */
  private static Instant given(Consent consent, Map<String, Instant> written) {
    var at = consent.getDateTimeElement();
    if (!at.hasValue()) {
      return written.getOrDefault(
          consent.getIdElement().getIdPart(), refuses(consent) ? Instant.MAX : Instant.MIN);
    }
    return refuses(consent) && isLessThanATime(at) ? after(at).minusMillis(1) : first(at);
  }

  private static boolean refuses(Consent consent) {
    return consent.getStatus() != ConsentState.ACTIVE
        || consent.getProvision().getType() == ConsentProvisionType.DENY;
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
    return isLessThanATime(at)
        ? day(at).atStartOfDay(England.TIME).toInstant()
        : at.getValue().toInstant();
  }

  private static boolean isLessThanATime(DateTimeType at) {
    return at.getPrecision().ordinal() <= TemporalPrecisionEnum.DAY.ordinal();
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
