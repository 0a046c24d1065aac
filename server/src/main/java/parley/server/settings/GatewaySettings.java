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
    @DefaultValue List<SenderSettings> senders) {

  public GatewaySettings {
    if (workers < 1) {
      throw new InvalidSettings("parley.workers must be at least 1");
    }
    if (!insecure && !isLoopback(bind)) {
      throw new InvalidSettings(
          "parley.bind names an address other machines can reach, and no authentication is"
              + " configured; bind to 127.0.0.1, or set PARLEY_INSECURE=true to accept the risk");
    }
    inlets = List.copyOf(inlets);
    senders = List.copyOf(senders);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
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
