package parley.server.fhir;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.work.Upkeep;

/**
 * Notices definitions that another gateway on the same database has changed. Every write of a
 * definition raises the sum of their versions, so one small query tells whether to look again.
 */
final class DefinitionWatch implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  /** How long another gateway's change may go unnoticed. */
  static final Duration EVERY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(DefinitionWatch.class);

  private static final String MARKER =
      "select count(*) || '/' || coalesce(sum(res_ver), 0) || '/'"
          + " || coalesce(max(res_updated)::text, '') from hfj_resource where res_type in ('"
          + String.join("', '", DefinitionChanges.DEFINITIONS)
          + "') and not (res_type || '/' || fhir_id = any(?))";

  private final JdbcTemplate jdbc;
  private final DefinitionChanges changes;
  private final String[] own;
  private final Upkeep upkeep = new Upkeep("definition-watch", "definitions were not looked at");
  private String known = "";

  /**
   * A watch that begins with the gateway.
   *
   * @param own {@code Type/id} of the definitions that come with the gateway: they count from the
   *     package, before the store, and storing them at the first start changes nothing
   */
  DefinitionWatch(JdbcTemplate jdbc, DefinitionChanges changes, List<String> own) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.own = own.toArray(String[]::new);
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    upkeep.every(EVERY, this::look);
  }

  private void look() {
    try {
      var now = marker();
      if (!known.equals(now)) {
        var first = known.isEmpty();
        known = now;
        if (!first) {
          changes.forget();
        }
      }
    } catch (DataAccessException e) {
      // The database is away: what is remembered stays good until it can be asked again.
      LOG.debug("definitions not looked at: {}", e.getClass().getSimpleName());
    }
  }

  private String marker() {
    return jdbc.query(
            connection -> {
              var statement = connection.prepareStatement(MARKER);
              statement.setArray(1, connection.createArrayOf("text", own));
              return statement;
            },
            (row, index) -> row.getString(1))
        .get(0);
  }

  @Override
  public void destroy() {
    upkeep.close();
  }
}
