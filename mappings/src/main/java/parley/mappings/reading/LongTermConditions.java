package parley.mappings.reading;

import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import parley.mappings.Sender;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** Which diagnoses are long-term conditions rather than the problem somebody is referred for. */
public final class LongTermConditions {

  private static final Set<String> CLASSIFICATIONS = Set.of(Systems.ICD_10, Systems.SNOMED_CT);

  private final Terminology terminology;
  private final Sender sender;

  public LongTermConditions(Terminology terminology, Sender sender) {
    this.terminology = terminology;
    this.sender = sender;
  }

  /** Whether one of the codes is in {@code ValueSet/long-term-condition}. */
  public boolean isListed(CodeableConcept condition) {
    return isIn("long-term-condition", condition);
  }

  /**
   * Whether a condition of a referral is one. No list of them is whole; so what is referred from
   * the care of a long-term condition, is coded in ICD-10 or SNOMED CT, and is neither a problem
   * that Talking Therapies treats nor of another kind than a physical condition, is one too.
   */
  public boolean isOfReferral(CodeableConcept condition) {
    return isListed(condition)
        || (sender.physicalHealth().pathway()
            && condition.getCoding().stream().anyMatch(LongTermConditions::isClassified)
            && !isIn("mental-health-problem", condition)
            && !isIn("no-physical-condition", condition));
  }

  private static boolean isClassified(Coding coding) {
    return coding.hasCode() && coding.hasSystem() && CLASSIFICATIONS.contains(coding.getSystem());
  }

  private boolean isIn(String valueSet, CodeableConcept condition) {
    return condition.getCoding().stream()
        .filter(coding -> coding.hasSystem() && coding.hasCode())
        .anyMatch(
            coding ->
                terminology.validateCode(
                    Systems.valueSet(valueSet), coding.getSystem(), coding.getCode()));
  }
}
