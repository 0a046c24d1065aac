package parley.submissions.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.rule.RecordFault;
import parley.submissions.rule.RecordFault.Kind;

/** What is of the period and the file has no place for, with the way to mend it. */
final class LostRecords {

  /** By type of resource and what {@code 07_lost_record.sql} says of it. */
  private static final Map<String, FaultWords> WORDS =
      Map.ofEntries(
          Map.entry(
              "EpisodeOfCare end",
              new FaultWords(
                  Kind.DATE,
                  "period.end",
                  "the referral was withdrawn or turned away and its course has no end, so that it is"
                      + " in no month",
                  "Give period.end, the day on which it was withdrawn or turned away, and the"
                      + " discharge-reason.")),
          Map.entry(
              "EpisodeOfCare key",
              new FaultWords(
                  Kind.KEY,
                  "referralRequest",
                  "its number is the key of another referral that was sent before, so that it has another"
                      + " key and counts as a new referral nationally",
                  "When it is the same referral, written anew: restore the course that was sent, enter it"
                      + " in error and leave this one on the same ServiceRequest. When it is another,"
                      + " there is nothing to mend.")),
          Map.entry(
              "Encounter course",
              new FaultWords(
                  Kind.COURSE,
                  "episodeOfCare",
                  "the contact names no course of treatment that is on record; it is in no table",
                  "Name its course in Encounter.episodeOfCare, or take attendance and appointment type"
                      + " out of what is no contact of the service.")),
          Map.entry(
              "Appointment course",
              new FaultWords(
                  Kind.COURSE,
                  "basedOn",
                  "the session did not take place, and neither a referral nor an Encounter says whose"
                      + " course it was of; it is in no table",
                  "Name its referral in Appointment.basedOn, or record an Encounter that names it.")),
          Map.entry(
              "Procedure course",
              new FaultWords(
                  Kind.COURSE,
                  "extension(workflow-episodeOfCare)",
                  "the log of internet-enabled therapy names no course that is on record; it is in no"
                      + " table",
                  "Name its course.")),
          Map.entry(
              "Observation second",
              new FaultWords(
                  Kind.SECOND,
                  "partOf",
                  "its activity has another observation already, and the file has room for one",
                  "Record it with an activity of its own, or take it back.")),
          Map.entry(
              "Observation code",
              new FaultWords(
                  Kind.CODE,
                  "code",
                  "the observation of an activity has no SNOMED CT code; it is in no table",
                  "Code it in SNOMED CT.")),
          Map.entry(
              "EpisodeOfCare problem",
              new FaultWords(
                  Kind.PROBLEM,
                  "diagnosis",
                  "the course of treatment has ended without a primary problem, so that GAD-7 stands in"
                      + " for the measure of its problem",
                  "Name its Condition in EpisodeOfCare.diagnosis with role 1, coded in ICD-10 or SNOMED"
                      + " CT.")),
          Map.entry(
              "EpisodeOfCare provider",
              new FaultWords(
                  Kind.COURSE,
                  "managingOrganization",
                  "the course names no organisation whose ODS code is known, so that it is in the file"
                      + " of no provider, with all that is of it",
                  "Name the provider in EpisodeOfCare.managingOrganization, and give that"
                      + " Organization its ODS code; parley.service.provider fills it in from now on.")),
          Map.entry(
              "EpisodeOfCare patient",
              new FaultWords(
                  Kind.COURSE,
                  "patient",
                  "the Patient of the course is not on record, so that the course is in no table",
                  "Name the Patient whose course it is.")),
          Map.entry(
              "EpisodeOfCare start",
              new FaultWords(
                  Kind.DATE,
                  "period.start",
                  "the course does not say on which day the referral was received, so that it is in no"
                      + " table",
                  "Give period.start.")),
          Map.entry(
              "Encounter outcome",
              new FaultWords(
                  Kind.OUTCOME,
                  "extension(attendance)",
                  "the day of the contact has passed, and nobody has said what came of it; it is in no"
                      + " table",
                  "Record its attendance.")),
          Map.entry(
              "Appointment outcome",
              new FaultWords(
                  Kind.OUTCOME,
                  "status",
                  "the day of the session has passed, and neither its status nor an Encounter says what"
                      + " came of it; it is in no table",
                  "Record the Encounter, or the status noshow or cancelled.")),
          Map.entry(
              "Procedure outcome",
              new FaultWords(
                  Kind.OUTCOME,
                  "status",
                  "the log of internet-enabled therapy has ended and is not completed; it is in no table",
                  "Complete it, or mark it entered-in-error or not-done.")),
          Map.entry(
              "Procedure attendance",
              new FaultWords(
                  Kind.ATTENDED,
                  "encounter",
                  "the activity is one of a contact that did not take place; it is in no table",
                  "Correct the attendance of the contact, or mark the activity not-done.")),
          Map.entry(
              "Condition code",
              new FaultWords(
                  Kind.CODE,
                  "code",
                  "a problem of the course, or a long-term condition, has neither an ICD-10 nor a SNOMED"
                      + " CT code; it is in no table",
                  "Code it in one of them.")),
          Map.entry(
              "ServiceRequest date",
              new FaultWords(
                  Kind.DATE,
                  "authoredOn",
                  "the onward referral has no date, or one less exact than a day; it is in no table",
                  "Give authoredOn as a day of the calendar.")),
          Map.entry(
              "Observation outcome",
              new FaultWords(
                  Kind.OUTCOME,
                  "status",
                  "the score is not final; it is in no table",
                  "Make it final, or take it back.")),
          Map.entry(
              "Patient code",
              new FaultWords(
                  Kind.CODE,
                  "",
                  "a concept that the file asks for has local codes alone, so that it is blank in the file",
                  "Map the local code to the national list, or record the national coding beside it.")));

  private LostRecords() {}

  static List<RecordFault> of(Database database) throws SQLException {
    return FaultWords.read(database, "lost_record", LostRecords::words);
  }

  private static FaultWords words(String type, String fault) {
    return Optional.ofNullable(WORDS.get(type + ' ' + fault))
        .orElseThrow(() -> new IllegalStateException("no words for " + type + ' ' + fault));
  }
}
