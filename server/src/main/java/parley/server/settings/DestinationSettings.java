package parley.server.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.camelroutes.outbox.Destination;

/**
 * One destination under {@code parley.outbox.destinations}.
 *
 * @param name short name in lower case, unique; shown in the outbox
 * @param kind {@code mllp}, {@code fhir}, {@code mesh}, {@code folder} or {@code sftp}
 * @param host host of an MLLP or SFTP destination
 * @param port TCP port of an MLLP destination; of an SFTP one 22 when it is not given
 * @param url where a FHIR destination takes messages, such as {@code .../$process-message}
 * @param headers further request headers of a FHIR destination, such as NHSD-Target-Identifier
 * @param mailbox receiving mailbox of a MESH destination
 * @param workflow WorkflowId of a MESH destination
 * @param directory directory of a folder destination; of an SFTP one, over there, and empty for
 *     that in which its account begins
 * @param user account of an SFTP destination
 * @param knownHosts file in the form of OpenSSH with the host key of an SFTP destination
 * @param key file with the private key for it
 * @param passphraseFile file with the passphrase of that key; empty when it has none
 */
public record DestinationSettings(
    String name,
    Kind kind,
    @DefaultValue("") String host,
    @DefaultValue("0") int port,
    @DefaultValue("") String url,
    @DefaultValue Map<String, String> headers,
    @DefaultValue("") String mailbox,
    @DefaultValue("") String workflow,
    @DefaultValue("") String directory,
    @DefaultValue("") String user,
    @DefaultValue("") String knownHosts,
    @DefaultValue("") String key,
    @DefaultValue("") String passphraseFile) {

  private static final int SSH = 22;

  /** How messages leave. */
  public enum Kind {
    /** HL7 v2 over MLLP. */
    MLLP,
    /** FHIR messages by POST. */
    FHIR,
    /** Through MESH. */
    MESH,
    /** Files into a folder. */
    FOLDER,
    /** Files to another machine. */
    SFTP
  }

  private static final Pattern MESSAGES_ONLY =
      Pattern.compile("/\\$process-message/?(\\?|$)", Pattern.CASE_INSENSITIVE);

  public DestinationSettings {
    headers = Map.copyOf(headers);
    require(name.matches("[a-z0-9][a-z0-9-]*"), name, "a name is of a-z, 0-9 and -");
    require(
        kind != Kind.MLLP || (!host.isBlank() && port > 0 && port < 65536),
        name,
        "an mllp destination needs host and port");
    require(
        kind != Kind.FHIR || url.matches("https?://[^\\s]+"),
        name,
        "a fhir destination needs an http or https url");
    require(
        kind != Kind.MESH || !(mailbox.isBlank() || workflow.isBlank()),
        name,
        "a mesh destination needs mailbox and workflow");
    require(
        kind != Kind.FOLDER || !directory.isBlank(),
        name,
        "a folder destination needs a directory");
    require(
        kind != Kind.SFTP
            || !(host.isBlank() || user.isBlank() || knownHosts.isBlank() || key.isBlank())
                && port >= 0
                && port < 65536,
        name,
        "an sftp destination needs host, user, known-hosts and key");
    require(
        kind == Kind.SFTP || (user + knownHosts + key + passphraseFile).isBlank(),
        name,
        "user, known-hosts, key and passphrase-file are of an sftp destination");
    require(
        kind == Kind.MLLP || kind == Kind.SFTP || host.isBlank() && port == 0,
        name,
        "host and port are of an mllp or sftp destination");
    require(
        kind == Kind.FHIR || url.isBlank() && headers.isEmpty(),
        name,
        "url and headers are of a fhir destination");
    require(
        kind == Kind.MESH || (mailbox + workflow).isBlank(),
        name,
        "mailbox and workflow are of a mesh destination");
    require(
        kind == Kind.FOLDER || kind == Kind.SFTP || directory.isBlank(),
        name,
        "directory is of a folder or sftp destination");
  }

  /** Whether it is an endpoint of FHIR messages, which takes no document. */
  boolean takesMessagesOnly() {
    return kind == Kind.FHIR && MESSAGES_ONLY.matcher(url).find();
  }

  /** The destination as the outbox knows it. */
  public Destination toDestination() {
    return switch (kind) {
      case MLLP -> new Destination.Mllp(name, host, port);
      case FHIR -> new Destination.Fhir(name, URI.create(url), headers);
      case MESH -> new Destination.Mesh(name, mailbox, workflow);
      case FOLDER -> new Destination.Folder(name, Path.of(directory));
      case SFTP ->
          new Destination.Sftp(
              name,
              host,
              port == 0 ? SSH : port,
              user,
              directory,
              readable("known-hosts", knownHosts),
              readable("key", key),
              passphraseFile.isBlank()
                  ? Optional.empty()
                  : Optional.of(readable("passphrase-file", passphraseFile)));
    };
  }

  private Path readable(String setting, String file) {
    var path = Path.of(file);
    require(Files.isReadable(path), name, setting + " is no file that can be read");
    return path;
  }

  private static void require(boolean met, String destination, String rule) {
    if (!met) {
      throw new InvalidSettings("parley.outbox.destinations: " + destination + ": " + rule);
    }
  }
}
