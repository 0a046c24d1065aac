package parley.camelroutes.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** Another machine that takes files by SFTP from one account with one key, and fails as told. */
public final class SftpPeer implements AutoCloseable {

  static final String PASSPHRASE = "a-passphrase-of-a-test";

  /** What goes wrong with the next file. */
  public enum Trouble {
    NONE,
    /** The last byte is lost on its disk, and nobody notices. */
    LOSES_A_BYTE,
    /** Its disk is full. */
    NO_SPACE,
    /** The connection goes as the file is to get its name. */
    BREAKS_BEFORE_RENAME
  }

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey = newKey();
  private final KeyPair account = newKey();
  private final Path files;
  private final Path keys;
  public volatile Trouble trouble = Trouble.NONE;

  /**
   * A machine that is up.
   *
   * @param folder for what it gets, and for the keys
   */
  public SftpPeer(Path folder) throws IOException, GeneralSecurityException {
    files = Files.createDirectories(folder.resolve("files/in")).getParent();
    keys = Files.createDirectory(folder.resolve("keys"));
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            user.equals("desk") && KeyUtils.compareKeys(key, account.getPublic()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(files));
    server.setSubsystemFactories(
        List.of(new SftpSubsystemFactory.Builder().withFileSystemAccessor(new Disk()).build()));
    server.start();
  }

  /** The machine as it is to be declared. */
  public Destination.Sftp destination() throws IOException, GeneralSecurityException {
    return destination(hostKey, account, Optional.empty());
  }

  /** The same with a key that has a passphrase. */
  Destination.Sftp guarded() throws IOException, GeneralSecurityException {
    return destination(hostKey, account, Optional.of(PASSPHRASE));
  }

  /** The same with the host key of another machine. */
  public Destination.Sftp mistaken() throws IOException, GeneralSecurityException {
    return destination(newKey(), account, Optional.empty());
  }

  /** The same with a key that it does not know. */
  Destination.Sftp stranger() throws IOException, GeneralSecurityException {
    return destination(hostKey, newKey(), Optional.empty());
  }

  private Destination.Sftp destination(KeyPair host, KeyPair key, Optional<String> passphrase)
      throws IOException, GeneralSecurityException {
    var known = Files.createTempFile(keys, "known", "hosts");
    Files.writeString(
        known,
        "[127.0.0.1]:%d %s\n"
            .formatted(server.getPort(), PublicKeyEntry.toString(host.getPublic())));
    var secret = Files.createTempFile(keys, "key", "");
    try (var out = Files.newOutputStream(secret)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
          key, "a test", passphrase.map(SftpPeer::encryption).orElse(null), out);
    }
    var phrase = Files.createTempFile(keys, "passphrase", "");
    Files.writeString(phrase, passphrase.orElse("") + "\n");
    return new Destination.Sftp(
        "desk",
        "127.0.0.1",
        server.getPort(),
        "desk",
        "in",
        known,
        secret,
        passphrase.map(set -> phrase));
  }

  private static OpenSSHKeyEncryptionContext encryption(String passphrase) {
    var context = new OpenSSHKeyEncryptionContext();
    context.setPassword(passphrase);
    context.setCipherName("AES");
    context.setCipherType("256");
    context.setCipherMode("CTR");
    return context;
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  /** Where its files arrive. */
  public Path inbox() {
    return files.resolve("in");
  }

  /** Every file there, hidden ones too. */
  public List<String> names() throws IOException {
    try (var all = Files.list(inbox())) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  /** The disk of the machine. */
  private final class Disk implements SftpFileSystemAccessor {

    @Override
    public SeekableByteChannel openFile(
        SftpSubsystemProxy subsystem,
        FileHandle handle,
        Path file,
        String name,
        Set<? extends OpenOption> options,
        FileAttribute<?>... attributes)
        throws IOException {
      if (trouble == Trouble.NO_SPACE && options.stream().anyMatch(WRITING::contains)) {
        throw new IOException("No space left on device: " + file);
      }
      return FileChannel.open(file, options, attributes);
    }

    @Override
    public void closeFile(
        SftpSubsystemProxy subsystem,
        FileHandle handle,
        Path file,
        String name,
        Channel channel,
        Set<? extends OpenOption> options)
        throws IOException {
      if (trouble == Trouble.LOSES_A_BYTE && options.stream().anyMatch(WRITING::contains)) {
        var written = (FileChannel) channel;
        written.truncate(written.size() - 1);
      }
      channel.close();
    }

    @Override
    public void renameFile(
        SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
        throws IOException {
      if (trouble == Trouble.BREAKS_BEFORE_RENAME) {
        subsystem.getSession().close(true);
        throw new IOException("the connection is gone");
      }
      Files.move(from, to, options.toArray(new CopyOption[0]));
    }
  }

  private static final Set<OpenOption> WRITING =
      Set.of(java.nio.file.StandardOpenOption.WRITE, java.nio.file.StandardOpenOption.APPEND);

  /** What a file of the machine holds. */
  public ByteBuffer content(String name) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(inbox().resolve(name)));
  }
}
