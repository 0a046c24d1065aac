package parley.mappings.questionnaire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Observation;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.terminology.Systems;

/** How what comes of a response is stored, whichever way the response came. */
public final class AssessmentWrites {

  private static final Set<String> ANEW = Set.of("value", "component", "dataAbsentReason");

  /** What a score has of its response, as {@link parley.mappings.RecordMerge} names it. */
  private static final Set<String> OF_THE_RESPONSE =
      Set.of("extension:" + Systems.EXT_EPISODE_OF_CARE, "encounter", "basedOn", "performer");

  private AssessmentWrites() {}

  /**
   * The writes that follow that of the response itself: scores, withdrawals where something is
   * stored, and alerts where none is for this answer or a higher one, so that whatever a person has
   * made of them stays.
   *
   * @return none for a refusal
   */
  public static List<Entry> of(Assessment assessment) {
    return entries(assessment, Set.of());
  }

  /**
   * The same for a response that says all there is to say, as one written over REST does: a course,
   * contact, referral or author that it does not name any more is not left on its scores.
   *
   * @return none for a refusal
   */
  public static List<Entry> ofWhole(Assessment assessment) {
    return entries(assessment, OF_THE_RESPONSE);
  }

  /**
   * Alerts to be made where none is stored for this answer or a higher one, so that whatever a
   * person has made of them stays.
   */
  public static List<Entry> ofAlerts(List<Assessment.Alert> alerts) {
    var entries = new ArrayList<Entry>();
    alerts(alerts, entries);
    return entries;
  }

  private static List<Entry> entries(Assessment assessment, Set<String> cleared) {
    var entries = new ArrayList<Entry>();
    if (assessment instanceof Assessment.Scored scored) {
      scored.scores().forEach(score -> entries.add(score(score, cleared)));
      scored.withdrawn().forEach(none -> entries.add(withdrawal(none, cleared)));
      alerts(scored.alerts(), entries);
    } else if (assessment instanceof Assessment.Unfinished unfinished) {
      alerts(unfinished.alerts(), entries);
    } else if (assessment instanceof Assessment.Withdrawn withdrawn) {
      withdrawn.scores().forEach(none -> entries.add(withdrawal(none, cleared)));
    }
    return entries;
  }

  /** The write of a score; its value takes the place of whatever value was there. */
  public static Entry score(Observation score) {
    return score(score, Set.of());
  }

  private static Entry score(Observation score, Set<String> cleared) {
    var all = new HashSet<>(ANEW);
    all.addAll(cleared);
    return new Write(score, all, new When.Always());
  }

  private static Entry withdrawal(Observation none, Set<String> cleared) {
    return new Write(none, cleared, new When.Present());
  }

  private static void alerts(List<Assessment.Alert> alerts, List<Entry> entries) {
    for (var alert : alerts) {
      var isNew = new When.Absent(alert.higher());
      entries.add(new Write(alert.flag(), Set.of(), isNew));
      entries.add(new Write(alert.task(), Set.of(), isNew));
    }
  }
}
