package parley.server.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;
import parley.mappings.questionnaire.Assessment;

/** What is to be written because of a QuestionnaireResponse. */
final class ScoredRecords {

  private ScoredRecords() {}

  /** Scores as they are now, withdrawn ones only where stored, alerts only where not stored. */
  static List<RecordBundle.Entry> entries(Assessment assessment) {
    var entries = new ArrayList<RecordBundle.Entry>();
    if (assessment instanceof Assessment.Scored scored) {
      scored.scores().forEach(score -> entries.add(Write.always(score)));
      scored.withdrawn().forEach(score -> entries.add(Write.ifPresent(score)));
      addAlerts(scored.alerts(), entries);
    } else if (assessment instanceof Assessment.Unfinished unfinished) {
      addAlerts(unfinished.alerts(), entries);
    } else if (assessment instanceof Assessment.Withdrawn withdrawn) {
      withdrawn.scores().forEach(score -> entries.add(Write.ifPresent(score)));
    }
    return entries;
  }

  private static void addAlerts(List<Assessment.Alert> alerts, List<RecordBundle.Entry> entries) {
    for (var alert : alerts) {
      entries.add(Write.ifAbsent(alert.flag()));
      entries.add(Write.ifAbsent(alert.task()));
    }
  }

  /** The same as a transaction that anyone could store (SDC {@code $extract}). */
  static Bundle transaction(Assessment assessment) {
    var bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    entries(assessment).stream()
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
