package parley.server.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code parley:} in {@code application.yaml}.
 *
 * @param data folder of everything that persists
 * @param bind address of every port
 * @param insecure whether an operator accepts an open port without authentication
 * @param baseUrl what links in FHIR Bundles begin with
 * @param packages folder of FHIR packages, empty for none
 * @param database the database
 * @param workers messages in work at once, at least 1
 * @param inlets where messages come in
 * @param senders who sends them
 * @param practice rules about people who treat
 */
@ConfigurationProperties("parley")
public record GatewaySettings(
    Path data,
    String bind,
    boolean insecure,
    String baseUrl,
    @DefaultValue("") String packages,
    Database database,
    @DefaultValue("16") int workers,
    @DefaultValue List<InletSettings> inlets,
    @DefaultValue List<SenderSettings> senders,
    @DefaultValue PracticeSettings practice) {

  /** Connections that work outside the MLLP workers needs. */
  private static final int OTHER_CONNECTIONS = 44;

  public GatewaySettings {
    if (workers < 1 || workers + OTHER_CONNECTIONS > database.connections()) {
      throw new InvalidSettings(
          "parley.workers must be at least 1, and parley.database.connections at least "
              + OTHER_CONNECTIONS
              + " more: 20 for HTTP, the rest for folders, recovery, the outbox and MESH");
    }
    if (bind.isBlank()) {
      throw new InvalidSettings("parley.bind is empty; name an address, such as 127.0.0.1");
    }
    if (!insecure && !isLoopback(bind)) {
      throw new InvalidSettings(
          "parley.bind names an address other machines can reach, and no authentication is"
              + " configured; bind to 127.0.0.1, or set PARLEY_INSECURE=true to accept the risk");
    }
    inlets = List.copyOf(inlets);
    senders = List.copyOf(senders);
  }

  /** The address of every port. */
  public InetAddress address() {
    return resolve(bind);
  }

  private static boolean isLoopback(String address) {
    return resolve(address).isLoopbackAddress();
  }

  private static InetAddress resolve(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new InvalidSettings("parley.bind is not an address of this machine");
    }
  }

  /**
   * The database.
   *
   * @param url JDBC URL; empty for the embedded PostgreSQL
   * @param user user name
   * @param password password
   * @param connections size of the connection pool
   */
  public record Database(
      @DefaultValue("") String url,
      @DefaultValue("") String user,
      @DefaultValue("") String password,
      @DefaultValue("40") int connections) {

    /** Whether Parley runs its own PostgreSQL. */
    public boolean embedded() {
      return url.isBlank();
    }
  }
}
