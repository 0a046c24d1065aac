package parley.server.outcome;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.AssessmentWrites;

/** What comes of a QuestionnaireResponse, for others to store. */
final class ScoredRecords {

  private ScoredRecords() {}

  /** A transaction (SDC {@code $extract}). */
  static Bundle transaction(Assessment assessment) {
    var bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    AssessmentWrites.of(assessment).stream()
        .flatMap(entry -> entry instanceof Write write ? Stream.of(write) : Stream.empty())
        .filter(write -> !(write.when() instanceof RecordBundle.When.Present))
        .forEach(
            write -> {
              var resource = write.resource();
              var id = resource.fhirType() + '/' + resource.getIdPart();
              var entry = bundle.addEntry().setResource(resource);
              var request = entry.getRequest().setMethod(Bundle.HTTPVerb.PUT).setUrl(id);
              if (!(resource instanceof Observation)) {
                // What a person may have ended meanwhile is made once and never written over.
                request.setIfNoneMatch("*");
              }
            });
    return bundle;
  }
}
