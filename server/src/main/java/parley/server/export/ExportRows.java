package parley.server.export;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** SQL over HAPI's table of jobs and over {@code export_file}, which names the files of each. */
final class ExportRows {

  private static final String EXPORTS =
      "select j.id from bt2_job_instance j where j.definition_id = 'BULK_EXPORT' and ";

  private static final String RUNNING =
      "j.stat in ('QUEUED', 'IN_PROGRESS', 'ERRORED', 'FINALIZE')";

  private final JdbcTemplate jdbc;

  ExportRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes a file, in the transaction that stores it. */
  void note(String binaryId, String jobId) {
    jdbc.update("insert into export_file (binary_id, job_id) values (?, ?)", binaryId, jobId);
  }

  /** Exports that are neither done nor given up. */
  List<String> running() {
    return jdbc.queryForList(EXPORTS + RUNNING, String.class);
  }

  /** Those of them of which nothing has moved since an instant. */
  List<String> runningWithoutMoveSince(Instant instant) {
    return jdbc.queryForList(
        EXPORTS
            + RUNNING
            + " and coalesce(j.start_time, j.create_time) < ? and not exists (select 1 from"
            + " bt2_work_chunk c where c.instance_id = j.id and coalesce(c.update_time,"
            + " c.create_time) >= ?)",
        String.class,
        Timestamp.from(instant),
        Timestamp.from(instant));
  }

  /** Exports that ended before an instant, whatever came of them. */
  List<String> endedBefore(Instant instant) {
    return jdbc.queryForList(
        EXPORTS
            + "j.stat in ('COMPLETED', 'FAILED', 'CANCELLED')"
            + " and coalesce(j.end_time, j.update_time) < ?",
        String.class,
        Timestamp.from(instant));
  }

  /** Files that nobody can come for: of exports that failed, were cancelled or are gone. */
  List<String> filesOfNoUse() {
    return jdbc.queryForList(
        "select f.binary_id from export_file f left join bt2_job_instance j on j.id = f.job_id"
            + " where j.id is null or j.job_cancelled or j.stat in ('FAILED', 'CANCELLED')",
        String.class);
  }

  /** The files of an export. */
  List<String> files(String jobId) {
    return jdbc.queryForList(
        "select binary_id from export_file where job_id = ?", String.class, jobId);
  }

  /** Forgets a file that is gone. */
  void forget(String binaryId) {
    jdbc.update("delete from export_file where binary_id = ?", binaryId);
  }
}
