package parley.camelroutes.outbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where messages go. The name is unique and stays, because waiting rows name it. */
public sealed interface Destination {

  /** Short name, shown to people. */
  String name();

  /** HL7 v2 in MLLP frames, one connection. */
  record Mllp(String name, String host, int port) implements Destination {}

  /**
   * A FHIR server that takes messages.
   *
   * @param url where each message is posted, such as {@code https://host/fhir/$process-message}
   * @param headers further request headers, such as {@code NHSD-Target-Identifier}
   */
  record Fhir(String name, URI url, Map<String, String> headers) implements Destination {
    public Fhir {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * A MESH mailbox.
   *
   * @param mailbox receiving mailbox
   * @param workflow WorkflowId of the messages
   * @param labelled whether a message goes under its own id alone, as Mex-LocalID, Mex-Subject and
   *     Mex-FileName, as services that answer by these want it
   */
  record Mesh(String name, String mailbox, String workflow, boolean labelled)
      implements Destination {

    /** One that wants no labels. */
    public Mesh(String name, String mailbox, String workflow) {
      this(name, mailbox, workflow, false);
    }
  }

  /** A folder that somebody else empties; one file a message. */
  record Folder(String name, Path directory) implements Destination {}

  /**
   * A folder of another machine, by SFTP; one file a message.
   *
   * @param user account there
   * @param directory folder there; empty for that in which the account begins
   * @param knownHosts file in the form of OpenSSH with the host key that is believed
   * @param key file with the private key
   * @param passphraseFile file with the passphrase of that key
   */
  record Sftp(
      String name,
      String host,
      int port,
      String user,
      String directory,
      Path knownHosts,
      Path key,
      Optional<Path> passphraseFile)
      implements Destination {}

  /**
   * The endpoint of a Subscription.
   *
   * @param url where notifications are posted
   * @param headers request headers that the Subscription asks for
   */
  record RestHook(String name, URI url, Map<String, String> headers) implements Destination {
    public RestHook {
      headers = Map.copyOf(headers);
    }
  }
}
