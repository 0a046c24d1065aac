package parley.submissions.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.view.EvaluationFailure;

/** The local keys of a database that a record is loaded into. */
final class LocalKeys {

  private static final int TOGETHER = 1000;

  private LocalKeys() {}

  /** Makes the table of the keys that were given before. */
  static void load(Database database, LocalKeyRegister register) throws SQLException {
    database.execute(
        "create table given_key (provider varchar, kind varchar, key varchar, local_key varchar,"
            + " heir_of varchar)");
    try (var rows = database.connection().createAppender("given_key");
        var given = register.given()) {
      for (var keys = given.iterator(); keys.hasNext(); ) {
        var key = keys.next();
        rows.beginRow();
        rows.append(key.provider());
        rows.append(key.kind());
        rows.append(key.resource());
        rows.append(key.key());
        rows.append(key.heirOf());
        rows.endRow();
      }
    }
  }

  /** Two resources that would have one key, if there are such; nothing is made of them. */
  static Optional<EvaluationFailure> collision(Database database) throws SQLException {
    var found = new ArrayList<EvaluationFailure>(1);
    database.read(
        "select kind, key, other from key_collision order by kind, key limit 1",
        row -> {
          var kind = row.getString(1);
          found.add(
              new EvaluationFailure(
                  Optional.empty(),
                  kind + "/" + row.getString(2),
                  "resource",
                  Optional.empty(),
                  "its local key of 20 characters is that of "
                      + kind
                      + "/"
                      + row.getString(3)
                      + " too",
                  "give one of the two an identifier of its own of at most 20 characters"));
        });
    return found.stream().findFirst();
  }

  /** Has the register keep the keys that the file is the first to use. */
  static void keep(Database database, LocalKeyRegister register) throws SQLException {
    List<LocalKey> together = new ArrayList<>(TOGETHER);
    database.read(
        "select provider, kind, key, local_key, heir_of from fresh_key order by kind, key",
        row -> {
          together.add(
              new LocalKey(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5)));
          if (together.size() == TOGETHER) {
            register.keep(List.copyOf(together));
            together.clear();
          }
        });
    if (!together.isEmpty()) {
      register.keep(List.copyOf(together));
    }
  }
}
