package parley.server.outbox;

import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import parley.server.settings.AnswerSettings;
import parley.server.store.CurrentRecords;
import parley.terminology.Systems;

/**
 * Whether a person lets a referrer be told of their care. The Consent of the wanted category that
 * was given last decides; without one nothing is told but what became of the referral.
 */
final class Consents {

  private final CurrentRecords records;

  Consents(CurrentRecords records) {
    this.records = records;
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
        .max(Comparator.comparing(it -> it.hasDateTime() ? it.getDateTime().getTime() : 0L))
        .filter(it -> it.getStatus() == ConsentState.ACTIVE)
        .filter(it -> it.getProvision().getType() != ConsentProvisionType.DENY)
        .isPresent();
  }
}
