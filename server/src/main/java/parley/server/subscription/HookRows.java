package parley.server.subscription;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** SQL over {@code rest_hook}; takes part in the caller's transaction. */
final class HookRows {

  private static final String COLUMNS =
      "subscription_id, version, status, criteria, endpoint, payload, content_type, headers, ends";

  private static final String OPEN = " status in ('requested', 'active')";

  private final JdbcTemplate jdbc;

  HookRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<RestHook> find(String id) {
    return jdbc
        .query(
            "select " + COLUMNS + " from rest_hook where subscription_id = ?",
            (row, index) -> hook(row),
            id)
        .stream()
        .findFirst();
  }

  /** Open ones whose criteria name one of these types, in the order in which they are locked. */
  List<RestHook> open(Collection<String> types) {
    return jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select "
                      + COLUMNS
                      + " from rest_hook where resource_type = any (?) and"
                      + OPEN
                      + " and (ends is null or ends > now()) order by subscription_id");
          statement.setArray(1, connection.createArrayOf("text", types.toArray()));
          return statement;
        },
        (row, index) -> hook(row));
  }

  List<RestHook> open() {
    return jdbc.query(
        "select " + COLUMNS + " from rest_hook where" + OPEN + " order by subscription_id",
        (row, index) -> hook(row));
  }

  void write(RestHook hook) {
    jdbc.update(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "insert into rest_hook ("
                      + COLUMNS
                      + ", resource_type) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                      + " on conflict (subscription_id) do update set version = excluded.version,"
                      + " status = excluded.status, criteria = excluded.criteria,"
                      + " endpoint = excluded.endpoint, payload = excluded.payload,"
                      + " content_type = excluded.content_type, headers = excluded.headers,"
                      + " ends = excluded.ends, resource_type = excluded.resource_type");
          statement.setString(1, hook.id());
          statement.setString(2, hook.version());
          statement.setString(3, hook.status());
          statement.setString(4, hook.criteria());
          statement.setString(5, hook.endpoint());
          statement.setString(6, hook.payload().name());
          statement.setString(7, hook.contentType());
          statement.setArray(8, connection.createArrayOf("text", hook.headers().toArray()));
          statement.setObject(9, hook.ends().map(HookRows::utc).orElse(null));
          statement.setString(10, hook.type());
          return statement;
        });
  }

  /** Marks a Subscription that was deleted. */
  void off(String id) {
    jdbc.update("update rest_hook set status = 'off' where subscription_id = ?", id);
  }

  /**
   * The number of the next event. Holds the row until the caller's transaction ends, so that events
   * are put into the outbox in the order of their numbers. Empty when it was closed meanwhile.
   */
  Optional<Long> nextEvent(String id) {
    return jdbc
        .queryForList(
            "update rest_hook set events = events + 1 where subscription_id = ? and"
                + OPEN
                + " returning events",
            Long.class,
            id)
        .stream()
        .findFirst();
  }

  /** A notification that was given up, and why. */
  record GivenUp(String subscription, long entry, boolean expired, String reason) {}

  /** For each open one the last notification given up since the last time this was noted. */
  List<GivenUp> givenUp() {
    return jdbc.query(
        "select distinct on (h.subscription_id) h.subscription_id, o.id, o.state = 'expired',"
            + " o.reason from rest_hook h join outbox o"
            + " on o.destination = 'Subscription/' || h.subscription_id and o.id > h.given_up"
            + " where o.state in ('dead', 'expired') and h."
            + OPEN.strip()
            + " order by h.subscription_id, o.id desc",
        (row, index) ->
            new GivenUp(row.getString(1), row.getLong(2), row.getBoolean(3), row.getString(4)));
  }

  void noteGivenUp(String id, long entry) {
    jdbc.update("update rest_hook set given_up = ? where subscription_id = ?", entry, id);
  }

  private static RestHook hook(ResultSet row) throws SQLException {
    return new RestHook(
        row.getString("subscription_id"),
        row.getString("version"),
        row.getString("status"),
        row.getString("criteria"),
        row.getString("endpoint"),
        Payload.valueOf(row.getString("payload")),
        row.getString("content_type"),
        texts(row.getArray("headers")),
        Optional.ofNullable(row.getObject("ends", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
