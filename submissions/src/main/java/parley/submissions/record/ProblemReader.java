package parley.submissions.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.EpisodeOfCare.DiagnosisComponent;
import parley.submissions.course.PresentingProblem;
import parley.submissions.course.PresentingProblem.Significance;
import parley.terminology.Systems;

/** The conditions that an episode names as its diagnoses (table IDS603). */
final class ProblemReader {

  private static final String SIGNIFICANCE =
      Systems.codeSystem("nhs-presenting-complaint-significance");

  /** The United Kingdom's edition of ICD-10, whose codes are told by the same beginnings. */
  private static final String ICD_10_UK = "http://hl7.org/fhir/sid/icd-10-uk";

  private static final Set<String> WITHDRAWN = Set.of("entered-in-error", "refuted");

  private final Findings findings;

  ProblemReader(Findings findings) {
    this.findings = findings;
  }

  List<PresentingProblem> problems(CourseResources resources) {
    var byId = new HashMap<String, Condition>();
    resources.conditions().forEach(condition -> byId.put(condition.getIdPart(), condition));
    var problems = new ArrayList<PresentingProblem>();
    for (var diagnosis : resources.episode().getDiagnosis()) {
      problem(resources, diagnosis, byId).ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<PresentingProblem> problem(
      CourseResources resources, DiagnosisComponent diagnosis, Map<String, Condition> byId) {
    var id = diagnosis.getCondition().getReferenceElement().getIdPart();
    var condition = byId.get(id);
    if (condition == null) {
      findings.add(
          resources.episode(),
          "diagnosis.condition",
          "the condition is not in the record",
          "Send the condition, or take the reference out.");
      return Optional.empty();
    }
    if (isWithdrawn(condition)) {
      return Optional.empty();
    }
    var code = code(condition);
    if (code.isEmpty()) {
      findings.add(
          condition,
          "code",
          "there is neither an ICD-10 nor a SNOMED CT code",
          "Code the problem in ICD-10 or SNOMED CT.");
      return Optional.empty();
    }
    var recorded = EnglishTime.of(condition.getRecordedDateElement()).map(EnglishTime::date);
    if (condition.hasRecordedDate() && recorded.isEmpty()) {
      findings.add(
          condition,
          "recordedDate",
          "the date is less exact than a day, so which problem is the latest may be wrong",
          "Give the day on which the problem was recorded.");
    }
    return Optional.of(
        new PresentingProblem(
            condition.getIdPart(),
            code.get().getSystem().equals(ICD_10_UK) ? Systems.ICD_10 : code.get().getSystem(),
            code.get().getCode(),
            recorded,
            significance(resources, diagnosis)));
  }

  private static boolean isWithdrawn(Condition condition) {
    return condition.getVerificationStatus().getCoding().stream()
        .anyMatch(coding -> WITHDRAWN.contains(coding.getCode()));
  }

  /** ICD-10 before SNOMED CT: the national constructions are written in it. */
  private static Optional<Coding> code(Condition condition) {
    return Stream.of(Systems.ICD_10, ICD_10_UK, Systems.SNOMED_CT)
        .flatMap(
            system ->
                condition.getCode().getCoding().stream()
                    .filter(coding -> system.equals(coding.getSystem()) && coding.hasCode()))
        .findFirst();
  }

  private Significance significance(CourseResources resources, DiagnosisComponent diagnosis) {
    var code =
        diagnosis.getRole().getCoding().stream()
            .filter(coding -> SIGNIFICANCE.equals(coding.getSystem()) && coding.hasCode())
            .map(coding -> coding.getCode().strip())
            .findFirst()
            .orElse("");
    switch (code) {
      case "1":
        return Significance.PRIMARY;
      case "2":
        return Significance.SECONDARY;
      default:
        findings.add(
            resources.episode(),
            "diagnosis.role",
            "a problem is neither marked primary (1) nor secondary (2)",
            "Mark it: the latest primary problem chooses the measure of the outcome.");
        return Significance.NOT_RECORDED;
    }
  }
}
