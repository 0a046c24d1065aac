package parley.server;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The tables of what leaves and of MESH in a schema of their own, where no gateway looks. */
public final class OwnSchema {

  private OwnSchema() {}

  /** Connections to a schema made anew in the database of the shared gateway. */
  public static DataSource make(String name) {
    var shared = RunningGateway.shared().jdbc();
    shared.execute("drop schema if exists " + name + " cascade");
    shared.execute("create schema " + name);
    var pool = RunningGateway.shared().pool();
    var url = pool.getJdbcUrl();
    // Kept open, as the gateway's are: to begin a connection takes longer than what is done on it.
    var source = new HikariDataSource();
    source.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "currentSchema=" + name);
    source.setUsername(pool.getUsername());
    source.setPassword(pool.getPassword());
    source.setMinimumIdle(1);
    var scripts =
        Stream.of("V11__outbox", "V14__mesh", "V16__conversation")
            .map(script -> new ClassPathResource("db/migration/" + script + ".sql"))
            .toArray(Resource[]::new);
    new ResourceDatabasePopulator(scripts).execute(source);
    return source;
  }

  /** Takes all rows out; not by {@code truncate}, which waits for the disk at each table. */
  public static void empty(JdbcTemplate jdbc) {
    for (var table :
        List.of(
            "outbox_attempt",
            "mesh_sent",
            "outbox_refused",
            "outbox_probe",
            "mesh_message",
            "outbox")) {
      jdbc.execute("delete from " + table);
    }
  }
}
