package parley.server.database;

import parley.server.settings.GatewaySettings;

/** A PostgreSQL server to connect to. */
public interface DatabaseServer extends AutoCloseable {

  /** JDBC URL. */
  String url();

  /** User name. */
  String user();

  /** Password, empty for none. */
  String password();

  /** Stops the server if Parley started it. */
  @Override
  void close();

  /** A server somebody else runs. */
  static DatabaseServer given(GatewaySettings.Database settings) {
    return new Given(settings.url(), settings.user(), settings.password());
  }

  /** A server somebody else runs. */
  record Given(String url, String user, String password) implements DatabaseServer {
    @Override
    public void close() {
      // Not ours to stop.
    }
  }
}
