package parley.server.practice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import parley.mappings.practice.Standing;
import parley.mappings.practice.TherapyRule;

/**
 * Care activities outside the qualification rule, judged when they are asked for: a qualification,
 * supervisor, contact or activity that is corrected later changes the answer at once.
 */
final class UnqualifiedWork {

  private static final String FOUND =
      """
      with outside (performer, therapy, first, last, dated, code, unknown) as (
        select * from unnest(cast(:performers as text[]), cast(:therapies as text[]),
          cast(:firsts as date[]), cast(:lasts as date[]), cast(:dated as boolean[]),
          cast(:codes as text[]), cast(:unknown as boolean[]))),
      found as (
        select a.procedure_id, coalesce(c.day, a.day) as day, a.therapy, a.encounter_id,
          c.course_id, coalesce(e.organisation, c.organisation) as organisation,
          array_agg(a.performer order by a.performer) as performers,
          bool_or(o.unknown) as unknown,
          coalesce(min(o.code) filter (where o.unknown), min(o.code)) as code
        from care_activity a
        left join care_contact c on c.encounter_id = a.encounter_id
        left join course_record e on e.course_id = c.course_id
        join outside o on o.performer = a.performer and o.therapy = a.therapy
          and case when coalesce(c.day, a.day) is null then not o.dated
              else o.dated and coalesce(c.day, a.day) between o.first and o.last end
        where not coalesce(c.withdrawn, false)
          and (o.code <> 'no-rule' or c.course_id is not null)
        group by 1, 2, 3, 4, 5, 6
        having count(*) = max(a.performers))
      """;

  private static final String PERIOD =
      """
       (cast(:from as date) is null or day >= cast(:from as date))
       and (cast(:until as date) is null or day <= cast(:until as date))
      """;

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Practitioners practitioners;
  private final TreatingPeople people;
  private final TherapyRule rule;

  UnqualifiedWork(
      JdbcTemplate jdbc, Practitioners practitioners, TreatingPeople people, TherapyRule rule) {
    this.people = people;
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.practitioners = practitioners;
    this.rule = rule;
  }

  /**
   * Which activities are asked for.
   *
   * @param service logical id of the Organization
   * @param unknown those of which the record does not say, instead of those not qualified
   * @param from first day
   * @param until last day; with either, activities without a date are left out
   */
  record Filter(
      Optional<String> service,
      boolean unknown,
      Optional<LocalDate> from,
      Optional<LocalDate> until) {}

  /** One activity. */
  record Found(
      String activity,
      Optional<LocalDate> day,
      String therapy,
      Optional<String> therapyName,
      List<String> practitioners,
      String code,
      Optional<String> service,
      Optional<String> course,
      Optional<String> contact) {

    /** The same with Practitioners in the place of the roles that were named. */
    private Found of(Map<String, String> people) {
      return new Found(
          activity,
          day,
          therapy,
          therapyName,
          practitioners.stream()
              .flatMap(name -> Optional.ofNullable(people.get(name)).stream())
              .distinct()
              .sorted()
              .toList(),
          code,
          service,
          course,
          contact);
    }
  }

  /** A page of activities, latest first, and how many there are in all. */
  record Page(long total, List<Found> found) {}

  /**
   * Activities of one service.
   *
   * @param service empty for those that no service can be told of
   */
  record Count(Optional<String> service, long activities, long notQualified, long unknown) {}

  Page page(Filter filter, int page, int size) {
    var parameters = parameters(filter.from(), filter.until());
    parameters.addValue("service", filter.service().orElse(null));
    parameters.addValue("wanted", filter.unknown());
    parameters.addValue("size", size);
    parameters.addValue("offset", (long) page * size);
    var where =
        " from found where unknown = :wanted and (cast(:service as text) is null or organisation ="
            + " cast(:service as text)) and "
            + PERIOD;
    var rows =
        named.query(
            FOUND
                + "select procedure_id, day, therapy, performers, code, organisation, course_id,"
                + " encounter_id, count(*) over ()"
                + where
                + " order by day desc nulls first, procedure_id limit :size offset :offset",
            parameters,
            (row, index) -> new Counted(found(row), row.getLong(9)));
    // Beyond the last page there is no row to tell how many there are.
    var total =
        rows.isEmpty() && page > 0
            ? named.queryForObject(FOUND + "select count(*)" + where, parameters, Long.class)
            : rows.stream().map(Counted::total).findFirst().orElse(0L);
    var meant =
        people.of(rows.stream().flatMap(row -> row.found().practitioners().stream()).toList());
    return new Page(
        total == null ? 0 : total, rows.stream().map(row -> row.found().of(meant)).toList());
  }

  private record Counted(Found found, long total) {}

  private Found found(ResultSet row) throws SQLException {
    return new Found(
        row.getString(1),
        Practitioners.day(row, 2),
        row.getString(3),
        rule.display(row.getString(3)),
        Practitioners.texts(row, 4).stream().filter(id -> !id.isEmpty()).toList(),
        row.getString(5),
        Optional.ofNullable(row.getString(6)),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)));
  }

  /** Every service with an activity, in the order of their ids; those without a service last. */
  List<Count> counts(Optional<LocalDate> from, Optional<LocalDate> until) {
    return named.query(
        FOUND
            + ", given as (select coalesce(e.organisation, c.organisation) as organisation,"
            + " coalesce(c.day, a.day) as day, a.procedure_id from care_activity a"
            + " left join care_contact c on c.encounter_id = a.encounter_id"
            + " left join course_record e on e.course_id = c.course_id"
            + " where not coalesce(c.withdrawn, false) group by 1, 2, 3),"
            + " bad as (select organisation, count(*) filter (where not unknown) as unqualified,"
            + " count(*) filter (where unknown) as unknown from found where "
            + PERIOD
            + " group by 1),"
            + " total as (select organisation, count(*) as activities from given where "
            + PERIOD
            + " group by 1)"
            + " select t.organisation, t.activities, coalesce(b.unqualified, 0),"
            + " coalesce(b.unknown, 0) from total t"
            + " left join bad b on b.organisation is not distinct from t.organisation"
            + " order by t.organisation nulls last",
        parameters(from, until),
        (row, index) ->
            new Count(
                Optional.ofNullable(row.getString(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4)));
  }

  private record Given(String performer, String therapy) {}

  private MapSqlParameterSource parameters(Optional<LocalDate> from, Optional<LocalDate> until) {
    var outside = outside();
    return new MapSqlParameterSource()
        .addValue("performers", array(outside, Outside::performer))
        .addValue("therapies", array(outside, Outside::therapy))
        .addValue("firsts", array(outside, one -> day(one.first(), "-infinity")))
        .addValue("lasts", array(outside, one -> day(one.last(), "infinity")))
        .addValue("dated", array(outside, one -> String.valueOf(one.dated())))
        .addValue("codes", array(outside, one -> one.standing().code()))
        .addValue("unknown", array(outside, one -> String.valueOf(one.isUnknown())))
        .addValue("from", from.map(LocalDate::toString).orElse(null))
        .addValue("until", until.map(LocalDate::toString).orElse(null));
  }

  private List<Outside> outside() {
    var given =
        jdbc.query(
            "select distinct performer, therapy from care_activity",
            (row, index) -> new Given(row.getString(1), row.getString(2)));
    var records = practitioners.named(given.stream().map(Given::performer).distinct().toList());
    var outside = new ArrayList<Outside>();
    for (var one : given) {
      var who = Optional.ofNullable(records.get(one.performer()));
      outside.addAll(
          who.isPresent()
              ? Outside.of(one.performer(), one.therapy(), who.get(), rule)
              : Outside.ofNobody(one.performer(), one.therapy()));
    }
    return outside;
  }

  private static SqlArray array(List<Outside> outside, Function<Outside, String> part) {
    return new SqlArray(outside.stream().map(part).toArray(String[]::new));
  }

  private static String day(Optional<LocalDate> day, String otherwise) {
    return day.map(LocalDate::toString).orElse(otherwise);
  }

  /** What a code of {@link Found} means, in words. */
  static String text(String code) {
    for (var why : Standing.Why.values()) {
      if (new Standing.NotQualified(why).code().equals(code)) {
        return why.text();
      }
    }
    for (var gap : Standing.Gap.values()) {
      if (new Standing.Unknown(gap).code().equals(code)) {
        return gap.text();
      }
    }
    return "";
  }
}
