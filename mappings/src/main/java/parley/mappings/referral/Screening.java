package parley.mappings.referral;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.hl7v2.Segment;
import parley.mappings.person.PersonRecord;
import parley.mappings.reading.Reading;
import parley.mappings.result.AnsweredQuestionnaires;
import parley.terminology.Systems;

/**
 * Questionnaires that a physical-health pathway sends with its referral, such as a screening by
 * PHQ-9.
 *
 * @param entries responses, scores and alerts; they refer to the referral and its course
 * @param others the segments that answer no questionnaire
 */
record Screening(List<Entry> entries, List<Segment> others) {

  /**
   * Those of a sender whose settings name such a pathway; of others every OBX is an Observation.
   */
  static Screening read(Reading reading, PersonRecord person, Reference referral, String course) {
    if (!reading.sender().physicalHealth().pathway()) {
      return new Screening(List.of(), reading.message().segments());
    }
    var found = AnsweredQuestionnaires.in(reading, person.reference());
    var entries = new ArrayList<Entry>();
    for (var entry : found.entries()) {
      if (entry instanceof Write write) {
        link(write, referral, new Reference("EpisodeOfCare/" + course));
      }
      entries.add(entry);
    }
    return new Screening(entries, found.others());
  }

  private static void link(Write write, Reference referral, Reference course) {
    if (write.resource() instanceof QuestionnaireResponse response) {
      response.setBasedOn(List.of(referral.copy()));
      response.addExtension(Systems.EXT_EPISODE_OF_CARE, course);
    } else if (write.resource() instanceof Observation score) {
      score.setBasedOn(List.of(referral.copy()));
      score.addExtension(Systems.EXT_EPISODE_OF_CARE, course);
    }
  }
}
