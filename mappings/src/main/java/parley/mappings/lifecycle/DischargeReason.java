package parley.mappings.lifecycle;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.EpisodeOfCare;
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

  private static Stream<Coding> codings(EpisodeOfCare course) {
    return course.getExtensionsByUrl(EXTENSION).stream()
        .map(extension -> extension.getValue())
        .filter(CodeableConcept.class::isInstance)
        .flatMap(concept -> ((CodeableConcept) concept).getCoding().stream());
  }
}
