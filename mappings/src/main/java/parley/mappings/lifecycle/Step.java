package parley.mappings.lifecycle;

import java.util.Arrays;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import parley.terminology.Systems;

/** Intensity of treatment in stepped care; the codes of {@code CodeSystem/step}. */
public enum Step {
  /** Low intensity. */
  STEP_2("step-2", "Step 2, low intensity"),
  /** High intensity. */
  STEP_3("step-3", "Step 3, high intensity");

  /** The code system of the steps. */
  public static final String SYSTEM = Systems.codeSystem("step");

  /** The extension of EpisodeOfCare that holds the step; present once treatment has begun. */
  public static final String EXTENSION = Systems.structureDefinition("step");

  private final String code;
  private final String display;

  Step(String code, String display) {
    this.code = code;
    this.display = display;
  }

  /** Code in {@code CodeSystem/step}. */
  public String code() {
    return code;
  }

  /** The step as a coding. */
  public Coding coding() {
    return new Coding(SYSTEM, code, display);
  }

  /** The step of a course, empty when it has none or one that is no step. */
  public static Optional<Step> of(EpisodeOfCare course) {
    return course.getExtensionsByUrl(EXTENSION).stream()
        .map(extension -> extension.getValue())
        .filter(CodeableConcept.class::isInstance)
        .flatMap(concept -> ((CodeableConcept) concept).getCoding().stream())
        .filter(coding -> SYSTEM.equals(coding.getSystem()))
        .flatMap(
            coding -> Arrays.stream(values()).filter(step -> step.code.equals(coding.getCode())))
        .findFirst();
  }
}
