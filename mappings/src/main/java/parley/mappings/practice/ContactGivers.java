package parley.mappings.practice;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import parley.terminology.Systems;

/** Who gave care in a contact of a course of treatment that took place. */
public final class ContactGivers {

  private static final String ATTENDANCE = Systems.structureDefinition("attendance");
  private static final String ATTENDED = Systems.codeSystem("nhs-attended-or-did-not-attend");

  /** Attended on time, and late but seen (AttendOrDNACode of IDS201). */
  private static final Set<String> SEEN = Set.of("5", "6");

  private static final Set<EncounterStatus> TOOK_PLACE =
      Set.of(
          EncounterStatus.ARRIVED,
          EncounterStatus.TRIAGED,
          EncounterStatus.INPROGRESS,
          EncounterStatus.ONLEAVE,
          EncounterStatus.FINISHED);

  /** HL7 v3 ParticipationType: those who treat, not who referred, admitted or translated. */
  private static final Set<String> GIVING = Set.of("ATND", "PPRF", "SPRF", "PART");

  private ContactGivers() {}

  /**
   * Their names, as {@link PracticeReader#treating} gives them, each once. None of an Encounter
   * without a course, such as a visit to a hospital, and none of one that did not take place: by
   * its attendance, where it says one, else by its status.
   */
  public static List<String> of(Encounter encounter) {
    return encounter.hasEpisodeOfCare() && tookPlace(encounter)
        ? encounter.getParticipant().stream()
            .filter(ContactGivers::gives)
            .flatMap(one -> PracticeReader.treating(one.getIndividual()).stream())
            .distinct()
            .toList()
        : List.of();
  }

  private static boolean tookPlace(Encounter encounter) {
    return TOOK_PLACE.contains(encounter.getStatus())
        && attendance(encounter).map(SEEN::contains).orElse(true);
  }

  private static Optional<String> attendance(Encounter encounter) {
    return encounter.getExtensionsByUrl(ATTENDANCE).stream()
        .map(extension -> extension.getValue())
        .filter(CodeableConcept.class::isInstance)
        .flatMap(value -> ((CodeableConcept) value).getCoding().stream())
        .filter(coding -> ATTENDED.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode)
        .findFirst();
  }

  /** Whose part is not said gives care. */
  private static boolean gives(EncounterParticipantComponent participant) {
    var codes =
        participant.getType().stream()
            .flatMap(type -> type.getCoding().stream())
            .map(coding -> String.valueOf(coding.getCode()))
            .toList();
    return codes.isEmpty() || codes.stream().anyMatch(GIVING::contains);
  }
}
