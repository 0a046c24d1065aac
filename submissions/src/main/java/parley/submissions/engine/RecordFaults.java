package parley.submissions.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import parley.submissions.record.Finding;
import parley.submissions.rule.RecordFault;

/** What of the record is in no table, or in no figure, though it ought to be. */
final class RecordFaults {

  /** The elements that findings name; an id may have a point in it. */
  private static final Pattern PLACE =
      Pattern.compile("(.*)\\.(period\\.(?:start|end)|performedPeriod|effective|recordedDate)");

  private static final Map<String, String> DATES =
      Map.of(
          "Encounter", "period.start",
          "Procedure", "performedPeriod",
          "Observation", "effective");

  private RecordFaults() {}

  /** What the tables leave out. */
  static List<RecordFault> of(Database database) throws SQLException {
    return FaultWords.read(database, "record_fault", RecordFaults::words);
  }

  private static FaultWords words(String type, String fault) {
    if (fault.equals("course")) {
      return new FaultWords(
          RecordFault.Kind.COURSE,
          "extension(workflow-episodeOfCare)",
          "the score names no course, and its person had none or several on its day; it is in no"
              + " table",
          "Name its course, its contact or its referral.");
    }
    if (fault.equals("ended")) {
      return new FaultWords(
          RecordFault.Kind.ENDED,
          DATES.get(type),
          "it is of after the discharge of its course, in a month that has that course no more; it"
              + " is in no table",
          "Correct its date, its course, or the end of the course. If all three are right, it"
              + " cannot be sent.");
    }
    return new FaultWords(
        RecordFault.Kind.DATE,
        DATES.get(type),
        "the date is missing or less exact than a day, so that it is in no table",
        "Give a date of the calendar.");
  }

  /** A date that the measures could not read. */
  static RecordFault of(Finding finding) {
    var place = PLACE.matcher(finding.element());
    return place.matches()
        ? new RecordFault(
            RecordFault.Kind.DATE, place.group(1), place.group(2), finding.rule(), finding.remedy())
        : new RecordFault(
            RecordFault.Kind.DATE, finding.element(), "", finding.rule(), finding.remedy());
  }
}
