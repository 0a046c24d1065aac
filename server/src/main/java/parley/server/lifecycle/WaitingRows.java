package parley.server.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import parley.submissions.waiting.Pause;
import parley.submissions.waiting.Wait;

/** Table {@code waiting_course}. */
final class WaitingRows {

  /** By one statement, so that no row of another program comes in between. */
  private static final String WAITING =
      "select course_id, patient, referral, service, state, step, paused, received, waits_for,"
          + " since, pauses, edition from waiting_course"
          + " where waits_for is not null or edition <> ?";

  private final JdbcTemplate jdbc;
  private final String edition;

  /**
   * @param edition names the program and the model that make the rows
   */
  WaitingRows(JdbcTemplate jdbc, String edition) {
    this.jdbc = jdbc;
    this.edition = edition;
  }

  /**
   * The row of an open course.
   *
   * @param key of the course in the store
   * @param id logical id of the course
   * @param row empty when nobody waits
   */
  record Made(long key, String id, Optional<WaitingRow> row) {}

  /**
   * Everybody who waits.
   *
   * @return empty when another program made any of the rows: who waits by them is not known
   */
  Optional<List<WaitingRow>> waiting() {
    ResultSetExtractor<Optional<List<WaitingRow>>> all =
        rows -> {
          var waiting = new ArrayList<WaitingRow>();
          while (rows.next()) {
            if (!edition.equals(rows.getString(12))) {
              return Optional.empty();
            }
            waiting.add(row(rows));
          }
          return Optional.of(waiting);
        };
    return Objects.requireNonNull(jdbc.query(WAITING, all, edition));
  }

  /**
   * Makes the rows of some courses anew.
   *
   * @param courses keys in the store
   * @param made those of them that are open
   */
  void replace(Collection<Long> courses, Collection<Made> made) {
    jdbc.update(
        connection ->
            CareChanges.keys(
                connection, "delete from waiting_course where course = any(?)", courses));
    jdbc.batchUpdate(
        "insert into waiting_course (course, edition, course_id, paused, pauses, patient, referral,"
            + " service, state, step, received, waits_for, since)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.stream().map(this::columns).toList());
  }

  private @Nullable Object[] columns(Made made) {
    var columns = new @Nullable Object[13];
    columns[0] = made.key();
    columns[1] = edition;
    columns[2] = made.id();
    columns[3] = made.row().filter(WaitingRow::paused).isPresent();
    columns[4] = made.row().map(row -> text(row.pauses())).orElse("");
    columns[5] = made.row().flatMap(WaitingRow::patient).orElse(null);
    columns[6] = made.row().flatMap(WaitingRow::referral).orElse(null);
    columns[7] = made.row().flatMap(WaitingRow::service).orElse(null);
    columns[8] = made.row().map(WaitingRow::state).orElse(null);
    columns[9] = made.row().flatMap(WaitingRow::step).orElse(null);
    columns[10] = made.row().map(WaitingRow::received).orElse(null);
    columns[11] = made.row().map(row -> row.until().code()).orElse(null);
    columns[12] = made.row().map(WaitingRow::since).orElse(null);
    return columns;
  }

  private static WaitingRow row(ResultSet row) throws SQLException {
    var until = row.getString(9);
    return new WaitingRow(
        row.getString(1),
        Optional.ofNullable(row.getString(2)),
        Optional.ofNullable(row.getString(3)),
        Optional.ofNullable(row.getString(4)),
        row.getString(5),
        Optional.ofNullable(row.getString(6)),
        row.getBoolean(7),
        row.getObject(8, LocalDate.class),
        Arrays.stream(Wait.Until.values())
            .filter(one -> one.code().equals(until))
            .findFirst()
            .orElseThrow(),
        row.getObject(10, LocalDate.class),
        pauses(row.getString(11)));
  }

  private static String text(List<Pause> pauses) {
    return pauses.stream()
        .map(pause -> pause.start() + "/" + pause.end().map(LocalDate::toString).orElse(""))
        .collect(Collectors.joining(","));
  }

  private static List<Pause> pauses(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(WaitingRows::pause).toList();
  }

  private static Pause pause(String text) {
    var bar = text.indexOf('/');
    var end = text.substring(bar + 1);
    return new Pause(
        LocalDate.parse(text.substring(0, bar)),
        end.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(end)));
  }
}
