package parley.server.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.Attempt;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.JournalEntry.State;
import parley.camelroutes.MessageJournal;
import parley.mappings.Problem;
import parley.server.database.StoreFailures;

/** The message journal on PostgreSQL. */
public final class JdbcMessageJournal implements MessageJournal {

  private static final String PENDING = "(state = 'received' or (state = 'parked' and retryable))";

  private final JdbcTemplate jdbc;
  private final JournalRows rows;
  private final TransactionTemplate transaction;

  public JdbcMessageJournal(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.rows = new JournalRows(jdbc);
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public Receipt record(Arrival arrival) {
    return inTransaction(() -> recordNow(arrival, sha256(arrival.bytes())));
  }

  private Receipt recordNow(Arrival arrival, byte[] sha256) {
    var fresh = insert(arrival, sha256, false);
    if (fresh.isPresent()) {
      return new Receipt.New(fresh.get());
    }
    var known =
        one(
            "select "
                + JournalRows.COLUMNS
                + " from message_journal"
                + " where sender = ? and control_id = ? and not conflict",
            arrival.sender(),
            arrival.controlId());
    // The hash finds a difference quickly; the bytes themselves decide.
    if (Arrays.equals(known.bytes(), arrival.bytes())) {
      return new Receipt.Repeat(known);
    }
    return new Receipt.Conflict(
        insert(arrival, sha256, true)
            .orElseGet(
                () ->
                    one(
                        "select "
                            + JournalRows.COLUMNS
                            + " from message_journal"
                            + " where sender = ? and control_id = ? and conflict and sha256 = ?",
                        arrival.sender(),
                        arrival.controlId(),
                        sha256)));
  }

  private JournalEntry one(String sql, Object... arguments) {
    return jdbc.query(sql, JournalRows::entry, arguments).get(0);
  }

  /** Empty when the key is taken; waits for a transaction that is just taking it. */
  private Optional<JournalEntry> insert(Arrival arrival, byte[] sha256, boolean conflict) {
    var patients = patients(arrival.patientKeys());
    PreparedStatementCreator insert =
        connection -> insertStatement(connection, arrival, patients, sha256, conflict);
    return jdbc.query(insert, JournalRows::entry).stream().findFirst();
  }

  /**
   * The identifiers a message names, and the Patients they are known to belong to: two messages
   * about one person are then about one person even when they share no identifier.
   */
  private Set<String> patients(Set<String> keys) {
    var patients = new LinkedHashSet<>(keys);
    // A system is a URI and holds no bar, so the first bar ends it.
    jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select distinct patient_id from person_identifier join unnest(?, ?) named (s, v)"
                      + " on system = s and value = v");
          var parts = keys.stream().map(key -> key.split("\\|", 2)).toList();
          statement.setArray(
              1, connection.createArrayOf("text", parts.stream().map(part -> part[0]).toArray()));
          statement.setArray(
              2, connection.createArrayOf("text", parts.stream().map(part -> part[1]).toArray()));
          return statement;
        },
        row -> {
          patients.add("Patient/" + row.getString(1));
        });
    return patients;
  }

  private static PreparedStatement insertStatement(
      Connection connection, Arrival arrival, Set<String> patients, byte[] sha256, boolean conflict)
      throws SQLException {
    var statement =
        connection.prepareStatement(
            "insert into message_journal (inlet, sender, control_id, type, raw, sha256,"
                + " received_at, conflict, patient_keys, state, transport)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)"
                + " on conflict do nothing returning "
                + JournalRows.COLUMNS);
    statement.setString(1, arrival.inlet());
    statement.setString(2, arrival.sender());
    statement.setString(3, arrival.controlId().isEmpty() ? null : arrival.controlId());
    statement.setString(4, arrival.type());
    statement.setBytes(5, arrival.bytes());
    statement.setBytes(6, sha256);
    statement.setObject(7, OffsetDateTime.ofInstant(arrival.receivedAt(), ZoneOffset.UTC));
    statement.setBoolean(8, conflict);
    statement.setArray(9, connection.createArrayOf("text", patients.toArray()));
    // A conflicting message is never applied, so it is never pending, even after a crash just now.
    statement.setString(10, JournalRows.name(conflict ? State.REJECTED : State.RECEIVED));
    statement.setString(11, JournalJson.write(arrival.transport()));
    return statement;
  }

  @Override
  public List<Long> pendingBefore(long id) {
    return inTransaction(
        () ->
            jdbc.query(
                "select id from message_journal where "
                    + PENDING
                    + " and id < ? and patient_keys &&"
                    + " (select patient_keys from message_journal where id = ?) order by id",
                (row, index) -> row.getLong(1),
                id,
                id));
  }

  @Override
  public List<Long> undecided(Duration age, int limit) {
    return inTransaction(
        () ->
            jdbc.query(
                "select id from message_journal where "
                    + PENDING
                    + " and (state = 'parked' or received_at < now() - make_interval(secs => ?))"
                    + " order by id limit ?",
                (row, index) -> row.getLong(1),
                age.toMillis() / 1000.0,
                limit));
  }

  @Override
  public Optional<JournalEntry> find(long id) {
    return inTransaction(
        () ->
            jdbc
                .query(
                    "select " + JournalRows.COLUMNS + " from message_journal where id = ?",
                    JournalRows::entry,
                    id)
                .stream()
                .findFirst());
  }

  @Override
  public JournalEntry close(
      long id,
      Attempt attempt,
      State state,
      boolean retryable,
      List<Problem> problems,
      Optional<byte[]> answer) {
    return inTransaction(
        () -> {
          if (rows.lock(List.of(id)).get(0).state() == State.APPLIED) {
            rows.noteRepeat(id, attempt);
          } else {
            rows.close(id, attempt, state, retryable, problems, answer);
          }
          return one("select " + JournalRows.COLUMNS + " from message_journal where id = ?", id);
        });
  }

  private <T> T inTransaction(java.util.function.Supplier<T> work) {
    return StoreFailures.translating(() -> transaction.execute(status -> work.get()));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
