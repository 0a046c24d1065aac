package parley.mappings.questionnaire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Observation;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;

/** How what comes of a response is stored, whichever way the response came. */
public final class AssessmentWrites {

  private static final Set<String> ANEW = Set.of("value", "component", "dataAbsentReason");

  private AssessmentWrites() {}

  /**
   * The writes that follow that of the response itself: scores, withdrawals where something is
   * stored, and alerts where nothing is, so that whatever a person has made of them stays.
   *
   * @return none for a refusal
   */
  public static List<Entry> of(Assessment assessment) {
    var entries = new ArrayList<Entry>();
    if (assessment instanceof Assessment.Scored scored) {
      scored.scores().forEach(score -> entries.add(score(score)));
      scored.withdrawn().forEach(none -> entries.add(Write.ifPresent(none)));
      alerts(scored.alerts(), entries);
    } else if (assessment instanceof Assessment.Unfinished unfinished) {
      alerts(unfinished.alerts(), entries);
    } else if (assessment instanceof Assessment.Withdrawn withdrawn) {
      withdrawn.scores().forEach(none -> entries.add(Write.ifPresent(none)));
    }
    return entries;
  }

  /** The write of a score; its value takes the place of whatever value was there. */
  public static Entry score(Observation score) {
    return new Write(score, ANEW, new When.Always());
  }

  private static void alerts(List<Assessment.Alert> alerts, List<Entry> entries) {
    for (var alert : alerts) {
      entries.add(Write.ifAbsent(alert.flag()));
      entries.add(Write.ifAbsent(alert.task()));
    }
  }
}
