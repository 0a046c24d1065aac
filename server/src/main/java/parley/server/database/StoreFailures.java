package parley.server.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import parley.camelroutes.StoreUnavailable;

/** Tells a database that is away from a database that says no. */
public final class StoreFailures {

  private StoreFailures() {}

  /**
   * Runs work on the database.
   *
   * @throws StoreUnavailable when the database cannot be reached, is shutting down or starting, or
   *     dropped the connection; anything else the work throws passes through
   */
  public static <T> T translating(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (unavailable(e)) {
        throw new StoreUnavailable("the database cannot be reached", e);
      }
      throw e;
    }
  }

  /** Whether trying the same again at once can succeed: another transaction was in the way. */
  public static boolean concurrent(Throwable failure) {
    return sqlStates(failure)
        .anyMatch(
            state ->
                state.equals("23505") // unique violation: somebody stored it first
                    || state.equals("23503") // its target went away meanwhile
                    || state.startsWith("40")); // deadlock, serialisation failure
  }

  static boolean unavailable(Throwable failure) {
    return sqlStates(failure)
            .anyMatch(
                state ->
                    state.startsWith("08") // connection exception
                        || state.startsWith("57P") // shutdown, crash recovery
                        || state.startsWith("53")) // out of connections, memory or disk
        || causes(failure)
            .anyMatch(
                cause ->
                    cause instanceof java.sql.SQLTransientConnectionException
                        || cause instanceof java.sql.SQLNonTransientConnectionException
                        || cause instanceof java.sql.SQLRecoverableException);
  }

  private static Stream<String> sqlStates(Throwable failure) {
    return causes(failure)
        .filter(SQLException.class::isInstance)
        .flatMap(cause -> Optional.ofNullable(((SQLException) cause).getSQLState()).stream());
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
