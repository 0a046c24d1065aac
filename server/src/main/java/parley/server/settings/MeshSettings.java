package parley.server.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code parley.mesh}: one mailbox, or none.
 *
 * @param environment which MESH
 * @param url of another one, scheme and host
 * @param mailbox id; empty for no MESH
 * @param password of the mailbox
 * @param sharedKey of the environment
 * @param keyStore PKCS#12 file with the client's certificate and key
 * @param keyStorePassword its password
 * @param trustStore PKCS#12 file with the authorities that are trusted; empty for those of Java
 * @param trustStorePassword its password
 * @param spool folder for messages while they are downloaded
 * @param poll between two looks into the mailbox
 * @param largest message that is taken, unpacked
 * @param chunk most unpacked data in one request
 * @param senders ids of the senders whose HL7 v2 messages are taken; none takes any declared
 */
@ConfigurationProperties("parley.mesh")
public record MeshSettings(
    @DefaultValue("integration") Environment environment,
    @DefaultValue("") String url,
    @DefaultValue("") String mailbox,
    @DefaultValue("") String password,
    @DefaultValue("") String sharedKey,
    @DefaultValue("") String keyStore,
    @DefaultValue("") String keyStorePassword,
    @DefaultValue("") String trustStore,
    @DefaultValue("") String trustStorePassword,
    @DefaultValue("data/mesh") Path spool,
    @DefaultValue("5m") Duration poll,
    @DefaultValue("100MB") DataSize largest,
    @DefaultValue("75MB") DataSize chunk,
    @DefaultValue List<String> senders) {

  /** A message is one value of one column, and is worked in memory. */
  private static final DataSize MOST = DataSize.ofMegabytes(500);

  /** MESH API: 100 MB a request. */
  private static final DataSize MOST_CHUNK = DataSize.ofMegabytes(90);

  /** MESH API: a mailbox is polled at most so often. */
  private static final Duration LEAST_POLL = Duration.ofMinutes(5);

  /** The two that NHS England runs, and any other. */
  public enum Environment {
    /** Path to live. */
    INTEGRATION("https://msg.intspineservices.nhs.uk"),
    /** Live. */
    PRODUCTION("https://mesh-sync.spineservices.nhs.uk"),
    /** A sandbox or stub, named by its URL. */
    OTHER("");

    private final String url;

    Environment(String url) {
      this.url = url;
    }
  }

  public MeshSettings {
    senders = List.copyOf(senders);
    if (!mailbox.isBlank()) {
      require(!password.isEmpty() && !sharedKey.isEmpty(), "password and shared-key are needed");
      require(environment == Environment.OTHER || !keyStore.isBlank(), "key-store is needed");
      require((environment == Environment.OTHER) == !url.isBlank(), "url is for environment other");
      require(largest.compareTo(MOST) <= 0 && largest.toBytes() > 0, "largest is at most 500MB");
      require(chunk.compareTo(MOST_CHUNK) <= 0 && chunk.toBytes() > 0, "chunk is at most 90MB");
    }
    if (!mailbox.isBlank() && !url.isBlank()) {
      var scheme = String.valueOf(URI.create(url).getScheme());
      require(scheme.equals("https") || here(url) && scheme.equals("http"), "url needs https");
    }
    if (!mailbox.isBlank()) {
      require(
          poll.compareTo(LEAST_POLL) >= 0 || here(url) && poll.toMillis() > 0,
          "poll is 5m or more, as MESH wants it");
    }
  }

  /** Whether there is a mailbox. */
  public boolean used() {
    return !mailbox.isBlank();
  }

  /** Scheme and host of MESH. */
  public URI service() {
    var service = environment == Environment.OTHER ? url : environment.url;
    return URI.create(service.endsWith("/") ? service.substring(0, service.length() - 1) : service);
  }

  private static boolean here(String url) {
    try {
      var host = url.isBlank() ? "" : String.valueOf(URI.create(url).getHost());
      return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static void require(boolean met, String rule) {
    if (!met) {
      throw new InvalidSettings("parley.mesh: " + rule);
    }
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return "MeshSettings[" + environment + ", " + mailbox + ']';
  }
}
