package parley.server.synth.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Indexes and foreign keys of the tables that are filled: taken away before and made again after,
 * for millions of rows one after the other into each of them take several times as long. All of it
 * is part of the transaction that fills the tables.
 */
final class StoreIndexes {

  private static final String CONSTRAINTS =
      "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
          + " where conrelid::regclass::text = any(?) and contype in ('f', 'u')"
          + " order by contype, conname";

  /** Primary keys stay: rows come in their order, and other tables rest on them. */
  private static final String INDEXES =
      "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i"
          + " where i.indrelid::regclass::text = any(?) and not i.indisprimary and not exists"
          + " (select 1 from pg_constraint c where c.conindid = i.indexrelid) order by 1";

  private final Connection connection;
  private final List<String> again = new ArrayList<>();

  private StoreIndexes(Connection connection) {
    this.connection = connection;
  }

  /** Takes them away. */
  static StoreIndexes drop(Connection connection) throws SQLException {
    var indexes = new StoreIndexes(connection);
    var drops = new ArrayList<String>();
    var foreign = new ArrayList<String>();
    try (var statement = connection.prepareStatement(CONSTRAINTS)) {
      statement.setArray(1, tables(connection));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var table = "alter table " + rows.getString(1);
          var definition = rows.getString(3);
          drops.add(table + " drop constraint " + quoted(rows.getString(2)));
          (definition.startsWith("FOREIGN") ? foreign : indexes.again)
              .add(table + " add constraint " + quoted(rows.getString(2)) + ' ' + definition);
        }
      }
    }
    try (var statement = connection.prepareStatement(INDEXES)) {
      statement.setArray(1, tables(connection));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          drops.add("drop index " + rows.getString(1));
          indexes.again.add(rows.getString(2));
        }
      }
    }
    indexes.again.addAll(foreign);
    indexes.run(drops);
    return indexes;
  }

  /** Makes them again, as they were. */
  void restore() throws SQLException {
    run(again);
  }

  private void run(List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static java.sql.Array tables(Connection connection) throws SQLException {
    return connection.createArrayOf("text", StoreTable.names().toArray());
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
