package parley.server.synth.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.config.util.ResourceTypeUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.postgresql.PGConnection;
import parley.server.database.DatabaseServer;

/**
 * Loads resources into an empty store, past HAPI and all checks: for made records only, which are
 * right by construction. Everything is one transaction; a load that is broken off leaves nothing.
 *
 * <p>Filled are the resources with their first version and profiles, every reference of a search
 * parameter, the parameters of {@link SearchRows}, and the identifiers of persons. Rows about who
 * treats whom are made by the next gateway that starts. Of who waits, the open courses are noted:
 * to note each of millions of resources would only keep that gateway from answering.
 */
public final class StoreLoad implements AutoCloseable {

  private static final List<String> SETTINGS =
      List.of(
          "set local maintenance_work_mem = '512MB'",
          "set local max_parallel_maintenance_workers = 2",
          "set local lock_timeout = '10s'");

  private static final String NOTING = "alter table hfj_resource %s trigger note_care_change";

  private static final String NOTE_OPEN =
      "insert into care_change (res_id) select t.res_id from hfj_spidx_token t"
          + " where t.res_type = 'EpisodeOfCare' and t.sp_name = 'status'"
          + " and t.sp_value in ('planned', 'waitlist', 'active', 'onhold')";

  private static final String HELD =
      "select exists (select 1 from hfj_resource where res_type in ('Patient', 'EpisodeOfCare',"
          + " 'ServiceRequest', 'Encounter', 'Procedure', 'Observation', 'Condition',"
          + " 'Practitioner', 'Organization', 'Location'))"
          + " or exists (select 1 from person_identifier)";

  private final FhirContext context;
  private final Connection connection;
  private final Map<StoreTable, Long> first;
  private final StoreFacts facts;
  private final StoreIndexes indexes;
  private Map<String, Long> shared = Map.of();
  private int last;
  private long resources;

  private StoreLoad(
      FhirContext context,
      Connection connection,
      Map<StoreTable, Long> first,
      StoreFacts facts,
      StoreIndexes indexes) {
    this.context = context;
    this.connection = connection;
    this.first = first;
    this.facts = facts;
    this.indexes = indexes;
  }

  /** The store holds records already, and nothing was done. */
  public static final class NotEmpty extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotEmpty() {
      super("the store holds records; made ones go into an empty store alone");
    }
  }

  /**
   * Begins.
   *
   * @throws NotEmpty when the store holds any record of a person or a service
   * @throws SQLException when the database fails, or somebody uses the store
   */
  public static StoreLoad begin(FhirContext context, DatabaseServer server) throws SQLException {
    // Not of the pool, whose connections give up what takes longer than a minute.
    var connection = DriverManager.getConnection(server.url(), server.user(), server.password());
    try {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        for (var setting : SETTINGS) {
          statement.execute(setting);
        }
        statement.execute(
            "lock table " + String.join(", ", StoreTable.names()) + " in access exclusive mode");
        try (var held = statement.executeQuery(HELD)) {
          if (held.next() && held.getBoolean(1)) {
            throw new NotEmpty();
          }
        }
        statement.execute(NOTING.formatted("disable"));
      }
      var facts =
          new StoreFacts(
              LocalDateTime.now().truncatedTo(ChronoUnit.MILLIS),
              StoreFacts.types(connection, ResourceTypeUtil.generateResourceTypes()),
              Profiles.of(connection),
              new ReferencePaths(context),
              new SearchRows());
      var indexes = StoreIndexes.drop(connection);
      return new StoreLoad(context, connection, first(connection), facts, indexes);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Beyond every key that a gateway has been given and not used yet. */
  private static Map<StoreTable, Long> first(Connection connection) throws SQLException {
    var first = new EnumMap<StoreTable, Long>(StoreTable.class);
    for (var table : StoreTable.values()) {
      if (table.sequence().isPresent()) {
        first.put(table, StoreKeys.beyond(connection, table.sequence().get()));
      }
    }
    return first;
  }

  /** Rows that can be written. */
  public static final class Block {

    private final int number;
    private final ResourceBlock rows;

    private Block(int number, ResourceBlock rows) {
      this.number = number;
      this.rows = rows;
    }
  }

  /** Writes what others refer to, such as organisations and staff; before everything else. */
  public void share(List<Resource> all) throws SQLException {
    var block = block(0, all);
    shared = Map.copyOf(block.rows.own());
    write(block);
  }

  /**
   * Makes the rows of resources, which are not to be used afterwards. Several threads may make
   * blocks at a time.
   *
   * @param number from 1, another for each block; it decides the keys of the rows
   * @param all refer to each other and to what is shared, and to nothing else
   */
  public Block block(int number, List<Resource> all) {
    return new Block(
        number, new ResourceBlock(context, facts, new Keys(first, number), shared).add(all));
  }

  /** Writes a block; one at a time. */
  public void write(Block block) throws SQLException {
    var copies = connection.unwrap(PGConnection.class).getCopyAPI();
    for (var table : StoreTable.values()) {
      var rows = block.rows.rows(table);
      if (rows.rows() > 0) {
        try {
          copies.copyIn(table.copy(), new ByteArrayInputStream(rows.bytes()));
        } catch (IOException e) {
          throw new UncheckedIOException("rows could not be sent to the database", e);
        }
      }
    }
    last = Math.max(last, block.number);
    resources += block.rows.rows(StoreTable.RESOURCE).rows();
  }

  /**
   * Makes the indexes, moves the sequences on and commits; then has the database look at what it
   * holds, as it would do by itself some time later.
   *
   * @return how many resources there are
   */
  public long finish() throws SQLException {
    indexes.restore();
    facts.profiles().write(connection);
    for (var one : first.entrySet()) {
      var end = one.getValue() + (last + 1) * Keys.RANGE;
      StoreKeys.moveOn(connection, one.getKey().sequence().orElseThrow(), end);
    }
    try (var statement = connection.createStatement()) {
      statement.execute(NOTING.formatted("enable"));
      statement.execute(NOTE_OPEN);
      // Who treats whom was complete while there was nobody.
      statement.execute("delete from projection_edition where name = 'practice'");
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("vacuum (analyze) " + String.join(", ", StoreTable.names()));
    }
    return resources;
  }

  /** What was not finished is gone. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }
}
