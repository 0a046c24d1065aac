package parley.mappings.questionnaire;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import parley.mappings.Problem;

/**
 * An assessment as text for people to review: a collection of what it gives, with extensions for
 * what FHIR has no place for.
 */
final class AssessmentRendering {

  private static final String GOLDEN = "https://parley.example/fhir/golden/";

  private AssessmentRendering() {}

  static String render(Assessment assessment) {
    var bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
    if (assessment instanceof Assessment.Scored scored) {
      say(bundle, "outcome", "scored");
      for (var none : scored.notScored()) {
        say(bundle, "not-scored", none.linkId() + " missing " + String.join(" ", none.missing()));
      }
      warnings(bundle, scored.warnings());
      add(bundle, scored.scores());
      alerts(bundle, scored.alerts());
      add(bundle, scored.withdrawn());
    } else if (assessment instanceof Assessment.Unfinished unfinished) {
      say(bundle, "outcome", "unfinished");
      warnings(bundle, unfinished.warnings());
      alerts(bundle, unfinished.alerts());
    } else if (assessment instanceof Assessment.Withdrawn withdrawn) {
      say(bundle, "outcome", "withdrawn");
      add(bundle, withdrawn.scores());
    } else {
      throw new IllegalArgumentException("a refusal has problems.json");
    }
    return FhirContext.forR4Cached()
            .newJsonParser()
            .setPrettyPrint(true)
            .encodeResourceToString(bundle)
            .replace("\r\n", "\n")
        + "\n";
  }

  private static void say(Bundle bundle, String what, String text) {
    bundle.getMeta().addExtension(GOLDEN + what, new StringType(text));
  }

  private static void warnings(Bundle bundle, List<Problem> warnings) {
    warnings.forEach(
        problem -> say(bundle, "warning", problem.code() + " at " + problem.location()));
  }

  private static void alerts(Bundle bundle, List<Assessment.Alert> alerts) {
    alerts.forEach(alert -> add(bundle, List.of(alert.flag(), alert.task())));
  }

  private static void add(Bundle bundle, List<? extends Resource> resources) {
    resources.forEach(resource -> bundle.addEntry().setResource(resource));
  }
}
