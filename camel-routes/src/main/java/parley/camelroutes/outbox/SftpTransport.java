package parley.camelroutes.outbox;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One file a message in a folder of another machine, by SFTP. It is written under a hidden name,
 * read back and compared, and only then gets its own: what bears a message's name is whole. A file
 * that is there already is the message of an earlier try.
 *
 * <p>The host key has to be known before, and the account is proved by a key alone.
 */
public final class SftpTransport implements Transport {

  private static final int BUFFER = 1 << 16;

  private final Clock clock;
  private final Limits limits;

  public SftpTransport(Clock clock, Limits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * How long things take at most.
   *
   * @param connect to connect, and to agree on keys
   * @param silence without a byte of the other side
   * @param whole writing a file, and reading it back, each
   */
  public record Limits(Duration connect, Duration silence, Duration whole) {}

  /** Ten seconds, twenty seconds, ten minutes. */
  public static SftpTransport usual(Clock clock) {
    return new SftpTransport(
        clock, new Limits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(10)));
  }

  @Override
  public boolean carries(Destination destination) {
    return destination instanceof Destination.Sftp;
  }

  @Override
  public Transmission send(OutboxEntry entry, Destination destination) {
    var to = (Destination.Sftp) destination;
    try {
      var session = session(to);
      try {
        session.connect(millis(limits.connect()));
        var channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(millis(limits.connect()));
        return delivered(channel, to, FileName.of(entry), entry.message().bytes());
      } finally {
        session.disconnect();
      }
    } catch (JSchException failed) {
      return new Transmission.TryAgain(reason(failed));
    } catch (SftpException failed) {
      return new Transmission.TryAgain(reason(failed));
    } catch (IOException failed) {
      return new Transmission.TryAgain(
          "the connection broke, or the key cannot be read: " + failed.getClass().getSimpleName());
    }
  }

  private Session session(Destination.Sftp to) throws JSchException, IOException {
    var ssh = new JSch();
    ssh.setKnownHosts(to.knownHosts().toString());
    if (to.passphraseFile().isPresent()) {
      ssh.addIdentity(to.key().toString(), Files.readString(to.passphraseFile().get()).strip());
    } else {
      ssh.addIdentity(to.key().toString());
    }
    var session = ssh.getSession(to.user(), to.host(), to.port());
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", "publickey");
    session.setTimeout(millis(limits.silence()));
    return session;
  }

  private Transmission delivered(
      ChannelSftp channel, Destination.Sftp to, String name, byte[] bytes)
      throws SftpException, IOException {
    if (!to.directory().isBlank()) {
      channel.cd(to.directory());
    }
    if (exists(channel, name)) {
      return isThere(channel, name, bytes)
          ? new Transmission.Sent(name, Optional.empty())
          : new Transmission.Refused(
              "another file has the name of this one over there", Optional.empty());
    }
    var part = '.' + name + ".part";
    channel.put(new ByteArrayInputStream(bytes), part, new Until(), ChannelSftp.OVERWRITE);
    if (!isThere(channel, part, bytes)) {
      return new Transmission.TryAgain(
          "what arrived is not what was sent, or took too long; it has no name yet over there");
    }
    channel.rename(part, name);
    return new Transmission.Sent(name, Optional.empty());
  }

  private static boolean exists(ChannelSftp channel, String name) throws SftpException {
    try {
      channel.lstat(name);
      return true;
    } catch (SftpException failed) {
      if (failed.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        return false;
      }
      throw failed;
    }
  }

  /** Reads a file back; false when it is another one, or took too long. */
  private boolean isThere(ChannelSftp channel, String name, byte[] bytes)
      throws SftpException, IOException {
    var arrived = digest();
    var end = clock.instant().plus(limits.whole());
    var buffer = new byte[BUFFER];
    try (var in = channel.get(name)) {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        arrived.update(buffer, 0, read);
        if (clock.instant().isAfter(end)) {
          return false;
        }
      }
    }
    return Arrays.equals(arrived.digest(), digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Never what the other side wrote. */
  private static String reason(JSchException failed) {
    if (failed instanceof JSchHostKeyException) {
      return "its host key is not in known-hosts, or is another one there; nothing was sent";
    }
    if (String.valueOf(failed.getMessage()).startsWith("Auth")) {
      return "it does not accept the user with this key";
    }
    return "no connection: "
        + Optional.ofNullable(failed.getCause()).orElse(failed).getClass().getSimpleName();
  }

  private static String reason(SftpException failed) {
    return switch (failed.id) {
      case ChannelSftp.SSH_FX_NO_SUCH_FILE -> "the directory is not there";
      case ChannelSftp.SSH_FX_PERMISSION_DENIED -> "the account may not write there";
      default -> "the file cannot be written there: SFTP status " + failed.id;
    };
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** Ends what takes too long; that the file is not whole is found when it is read back. */
  private final class Until implements SftpProgressMonitor {

    private final Instant end = clock.instant().plus(limits.whole());

    @Override
    public void init(int operation, String from, String to, long bytes) {
      // Only time is watched.
    }

    @Override
    public boolean count(long bytes) {
      return clock.instant().isBefore(end);
    }

    @Override
    public void end() {
      // Only time is watched.
    }
  }
}
