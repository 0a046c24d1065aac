package parley.server.outbox;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import parley.terminology.Systems;

/** What the NHS Data Dictionary ATTENDED OR DID NOT ATTEND CODE of a contact tells a referrer. */
enum Attended {
  /** 5 on time, 6 late but seen. */
  CAME,
  /** 3 did not attend, no advance warning. */
  STAYED_AWAY,
  /** 7 arrived late and could not be seen. */
  TOO_LATE;

  private static final String CODES = Systems.codeSystem("nhs-attended-or-did-not-attend");

  /** Empty when the contact says nothing, or was cancelled. */
  static Optional<Attended> of(Encounter contact) {
    if (contact.getStatus() == Encounter.EncounterStatus.ENTEREDINERROR) {
      return Optional.empty();
    }
    return contact.getExtension().stream()
        .filter(it -> Systems.structureDefinition("attendance").equals(it.getUrl()))
        .map(it -> it.getValue())
        .filter(CodeableConcept.class::isInstance)
        .flatMap(it -> ((CodeableConcept) it).getCoding().stream())
        .filter(coding -> CODES.equals(coding.getSystem()) && coding.hasCode())
        .flatMap(
            coding ->
                switch (coding.getCode()) {
                  case "5", "6" -> Optional.of(CAME).stream();
                  case "3" -> Optional.of(STAYED_AWAY).stream();
                  case "7" -> Optional.of(TOO_LATE).stream();
                  default -> Optional.<Attended>empty().stream();
                })
        .findFirst();
  }
}
