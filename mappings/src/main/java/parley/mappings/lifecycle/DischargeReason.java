package parley.mappings.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Task;
import parley.terminology.Systems;

/** Why a course ended: the extension {@code discharge-reason} of EpisodeOfCare. */
final class DischargeReason {

  static final String EXTENSION = Systems.structureDefinition("discharge-reason");
  static final String NATIONAL = Systems.codeSystem("nhs-discharge-reason");

  private DischargeReason() {}

  static boolean isLapse(EpisodeOfCare course) {
    return codings(course)
        .anyMatch(
            coding ->
                CourseState.SYSTEM.equals(coding.getSystem())
                    && CourseState.LAPSED.code().equals(coding.getCode()));
  }

  /** National codes, as they came. */
  static List<String> national(EpisodeOfCare course) {
    return codings(course)
        .filter(coding -> NATIONAL.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode)
        .toList();
  }

  /** National codes that a triage gives for turning a referral away: its statusReason. */
  static List<String> national(Task triage) {
    var turnedAway = Decision.of(triage).filter(Decision::turnsAway).isPresent();
    return turnedAway
        ? triage.getStatusReason().getCoding().stream()
            .filter(coding -> NATIONAL.equals(coding.getSystem()) && coding.hasCode())
            .map(Coding::getCode)
            .toList()
        : List.of();
  }

  /** What a triage says of why a course ends, empty when the course says it or none does. */
  static Optional<Extension> ofTriage(List<Task> triage, EpisodeOfCare course) {
    return course.hasExtension(EXTENSION)
        ? Optional.empty()
        : triage.stream()
            .filter(task -> !national(task).isEmpty())
            .findFirst()
            .map(task -> new Extension(EXTENSION, task.getStatusReason().copy()));
  }

  private static Stream<Coding> codings(EpisodeOfCare course) {
    return course.getExtensionsByUrl(EXTENSION).stream()
        .map(extension -> extension.getValue())
        .filter(CodeableConcept.class::isInstance)
        .flatMap(concept -> ((CodeableConcept) concept).getCoding().stream());
  }
}
