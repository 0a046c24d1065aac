package parley.server.careplan;

import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Type;
import parley.submissions.course.Score;
import parley.terminology.Systems;

/** What the expressions of a plan may ask of a course: {@code %facts}. */
final class PlanFacts {

  private static final String STEP = Systems.structureDefinition("step");
  private static final String STEP_SYSTEM = Systems.codeSystem("step");

  private PlanFacts() {}

  /**
   * The facts as Parameters: {@code step} when the episode says it; {@code trajectory} and {@code
   * treatments} when the course could be read; the latest counted score of each scale under its id.
   */
  static Parameters of(PlannedCourse course) {
    var facts = new Parameters();
    var step = course.episode().getExtensionByUrl(STEP);
    if (step != null && step.getValue() instanceof CodeableConcept concept) {
      concept.getCoding().stream()
          .filter(coding -> STEP_SYSTEM.equals(coding.getSystem()) && coding.hasCode())
          .findFirst()
          .ifPresent(coding -> add(facts, "step", new CodeType(coding.getCode())));
    }
    course
        .judged()
        .ifPresent(
            judged -> {
              add(facts, "trajectory", new CodeType(judged.trajectory().status().code()));
              add(facts, "treatments", new IntegerType(judged.facts().treatments().size()));
              judged.facts().scores().keySet().stream()
                  .sorted()
                  .forEach(scale -> add(facts, scale, last(judged.facts().scores().get(scale))));
            });
    return facts;
  }

  private static Type last(List<Score> scores) {
    return new DecimalType(scores.get(scores.size() - 1).value());
  }

  private static void add(Parameters facts, String name, Type value) {
    facts.addParameter().setName(name).setValue(value);
  }
}
