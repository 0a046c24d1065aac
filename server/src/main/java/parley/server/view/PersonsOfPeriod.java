package parley.server.view;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who matters for a reporting period: whoever has a course that is not over before it nor begins
 * after it, or a contact, an appointment, an activity or an observation in it. A file holds other
 * courses never, measures look at the courses of the file only, and nothing of one person names a
 * course, contact or referral of another ({@code CareSubjects}); so whatever is of nobody else can
 * be left out unread. A course that names a condition of another person all the same, from before
 * that was refused, makes that person matter as well.
 *
 * <p>In doubt a person matters: two days are added at both ends for offsets, and a course, contact
 * or observation that HAPI has not indexed counts as one of the period. An activity without a day
 * of its own does not: it is of the day of its contact.
 */
final class PersonsOfPeriod {

  private static final int DOUBT_DAYS = 2;

  /** By type of resource, the path under which HAPI keeps whose it is. */
  private static final Map<String, String> SUBJECTS =
      Map.of(
          "Condition", "Condition.subject",
          "Encounter", "Encounter.subject",
          "EpisodeOfCare", "EpisodeOfCare.patient",
          "Observation", "Observation.subject",
          "Procedure", "Procedure.subject",
          "ServiceRequest", "ServiceRequest.subject");

  /** Of whatever part an Appointment calls somebody in: the rest of it is read in any case. */
  private static final String INVITED = "Appointment.participant.actor";

  private static final List<String> MEANT_TO_HAVE_ONE =
      List.of("EpisodeOfCare", "Encounter", "Observation");

  private static final String DATES =
      "select l.target_resource_id from hfj_spidx_date d"
          + " join hfj_res_link l on l.src_resource_id = d.res_id and l.src_path = ?"
          + " where d.hash_identity = ? and d.sp_value_low_date_ordinal <= ?";

  /**
   * Begun by the end of the period, and not over before it. A log is of the day on which it ends.
   */
  private static final String TOUCHING = DATES + " and d.sp_value_high_date_ordinal >= ?";

  /** A contact is of the day on which it begins; HAPI has no end of one that says none. */
  private static final String BEGUN_IN = DATES + " and d.sp_value_low_date_ordinal >= ?";

  /** Each with the type and the path to whom it is of. */
  private static final List<Dated> OF_PERIOD =
      List.of(
          Dated.of("EpisodeOfCare", TOUCHING),
          Dated.of("Encounter", BEGUN_IN),
          Dated.of("Observation", BEGUN_IN),
          Dated.of("Procedure", TOUCHING),
          new Dated("Appointment", INVITED, BEGUN_IN));

  private record Dated(String type, String path, String sql) {
    static Dated of(String type, String sql) {
      return new Dated(type, subject(type).orElseThrow(), sql);
    }
  }

  private static final String UNDATED =
      "select l.target_resource_id from hfj_resource r"
          + " join hfj_res_link l on l.src_resource_id = r.res_id and l.src_path = any(?)"
          + " where r.res_type = any(?) and not r.sp_date_present and r.res_deleted_at is null";

  /** Patients who are one person, each way round. */
  private static final String JOINED =
      "select l.target_resource_id, l.src_resource_id from hfj_res_link l"
          + " where l.src_path = 'Patient.link.other'"
          + " union all select l.src_resource_id, l.target_resource_id from hfj_res_link l"
          + " where l.src_path = 'Patient.link.other'";

  /** Whose course, and whose condition it names, where these are two. */
  private static final String DIAGNOSED =
      "select whose.target_resource_id, theirs.target_resource_id from hfj_res_link named"
          + " join hfj_res_link whose on whose.src_resource_id = named.src_resource_id"
          + " and whose.src_path = 'EpisodeOfCare.patient'"
          + " join hfj_res_link theirs on theirs.src_resource_id = named.target_resource_id"
          + " and theirs.src_path = 'Condition.subject'"
          + " where named.src_path = 'EpisodeOfCare.diagnosis.condition'"
          + " and theirs.target_resource_id <> whose.target_resource_id";

  private PersonsOfPeriod() {}

  /** Where HAPI keeps whose a resource of a type is; empty for types of nobody. */
  static Optional<String> subject(String resourceType) {
    return Optional.ofNullable(SUBJECTS.get(resourceType));
  }

  /**
   * The keys of the Patients who do not matter, in ascending order.
   *
   * @param connection in the transaction in which the record is read
   */
  static List<Long> others(Connection connection, RecordSelection.Days days) throws SQLException {
    var sql =
        "with recursive joined (one, other) as ("
            + JOINED
            + " union all "
            + DIAGNOSED
            + "), concerned (res_id) as (select found.id from ("
            + OF_PERIOD.stream().map(Dated::sql).collect(Collectors.joining(" union all "))
            + " union all "
            + UNDATED
            + ") found (id) union select j.other from concerned c join joined j"
            + " on j.one = c.res_id)"
            + " select p.res_id from hfj_resource p where p.res_type = 'Patient'"
            + " and not exists (select 1 from concerned c where c.res_id = p.res_id)"
            + " order by p.res_id";
    var others = new ArrayList<Long>();
    try (var statement = connection.prepareStatement(sql)) {
      var at = 1;
      for (var dated : OF_PERIOD) {
        statement.setString(at++, dated.path());
        statement.setLong(at++, dates(dated.type()));
        statement.setInt(at++, ordinal(days.last().plusDays(DOUBT_DAYS)));
        statement.setInt(at++, ordinal(days.first().minusDays(DOUBT_DAYS)));
      }
      statement.setArray(
          at++,
          connection.createArrayOf(
              "text", MEANT_TO_HAVE_ONE.stream().map(SUBJECTS::get).toArray()));
      statement.setArray(at, connection.createArrayOf("text", MEANT_TO_HAVE_ONE.toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          others.add(rows.getLong(1));
        }
      }
    }
    return others;
  }

  /** HAPI's hash of the search parameter {@code date} of a type. */
  private static long dates(String type) {
    var day = "2000-01-01";
    return new ResourceIndexedSearchParamDate(
            new PartitionSettings(), type, "date", null, day, null, day, day)
        .getHashIdentity();
  }

  private static int ordinal(LocalDate day) {
    return Integer.parseInt(DateTimeFormatter.BASIC_ISO_DATE.format(day));
  }
}
