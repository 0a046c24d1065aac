package parley.server.practice;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.work.DaemonThreads;

/**
 * Makes the rows of {@link PracticeRows} for what was stored before this version of the program.
 * Until that is done, worklists say that they are not ready rather than leave something out.
 */
public final class PracticeCatchUp implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(PracticeCatchUp.class);

  /** One more whenever {@link PracticeRows} makes other rows of the same resource. */
  private static final int EDITION = 3;

  private static final String NAME = "practice";
  private static final int PAGE = 200;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final DaoRegistry daos;
  private final PracticeRows rows;
  private volatile boolean complete;

  PracticeCatchUp(
      JdbcTemplate jdbc, TransactionTemplate transactions, DaoRegistry daos, PracticeRows rows) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.daos = daos;
    this.rows = rows;
  }

  /** Whether every stored resource has its rows. */
  public boolean isComplete() {
    if (!complete) {
      complete =
          !jdbc.queryForList(
                  "select 1 from projection_edition where name = ? and edition >= ?",
                  Integer.class,
                  NAME,
                  EDITION)
              .isEmpty();
    }
    return complete;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (isComplete()) {
      return;
    }
    DaemonThreads.start("practice-catch-up", this::run);
  }

  /**
   * Goes over everything once; safe beside writers and beside another gateway that does the same.
   */
  void run() {
    try {
      for (var type : PracticeRows.TYPES) {
        for (var last = 0L; last >= 0; ) {
          last = page(type, last);
        }
      }
      jdbc.update(
          "insert into projection_edition (name, edition) values (?, ?) on conflict (name)"
              + " do update set edition = greatest(projection_edition.edition, excluded.edition)",
          NAME,
          EDITION);
    } catch (DataAccessException e) {
      // The next start tries again; the worklists stay closed until then.
      LOG.warn("Rows of stored resources were not completed: {}", e.getClass().getSimpleName());
    }
  }

  private record Held(long key, String id) {}

  /** One page after a key; the last key of it, or -1 when there is no more. */
  private long page(String type, long after) {
    var held =
        jdbc.query(
            "select res_id, fhir_id from hfj_resource where res_type = ?"
                + " and res_deleted_at is null and res_id > ? order by res_id limit ?",
            (row, index) -> new Held(row.getLong(1), row.getString(2)),
            type,
            after,
            PAGE);
    // Each in a transaction of its own: it waits for who is writing the resource, and holds nothing
    // else meanwhile that somebody could wait for in turn.
    held.forEach(
        one ->
            transactions.executeWithoutResult(
                status -> {
                  if (isStillThere(one.key())) {
                    write(type, one.id());
                  }
                }));
    return held.isEmpty() ? -1 : held.get(held.size() - 1).key();
  }

  /** Takes a lock that a writer of the resource waits for, until the rows are made. */
  private boolean isStillThere(long key) {
    return !jdbc.queryForList(
            "select 1 from hfj_resource where res_id = ? and res_deleted_at is null for share",
            Integer.class,
            key)
        .isEmpty();
  }

  private void write(String type, String id) {
    var request = new SystemRequestDetails();
    rows.write((Resource) daos.getResourceDao(type).read(new IdType(type, id), request));
  }
}
