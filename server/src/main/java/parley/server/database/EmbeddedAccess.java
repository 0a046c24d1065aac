package parley.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who may connect to the embedded PostgreSQL: whoever can read the password file, and nobody else.
 * Its user can read every file of the gateway's account, so without a password every account of the
 * machine could read the key of the pseudonyms.
 */
final class EmbeddedAccess {

  /** Of initdb, and of pg_hba.conf. */
  static final String METHOD = "scram-sha-256";

  private static final int PASSWORD_BYTES = 32;
  private static final String RULES =
      "# Written by Parley. The password is in postgres.password of the data folder.\n"
          + "host all all 127.0.0.1/32 %s\n";

  private final Path rules;
  private final Path file;
  private final String password;
  private final boolean fitting;

  private EmbeddedAccess(Path rules, Path file, String password, boolean fitting) {
    this.rules = rules;
    this.file = file;
    this.password = password;
    this.fitting = fitting;
  }

  /**
   * Reads the password, or makes one the first time.
   *
   * @param data the data folder
   * @param files PostgreSQL's own folder, which may be absent
   */
  static EmbeddedAccess of(Path data, Path files) throws IOException {
    var file = data.toAbsolutePath().resolve("postgres.password");
    var rules = files.resolve("pg_hba.conf");
    var known = Files.exists(file) ? Files.readString(file).strip() : "";
    if (known.isEmpty()) {
      return new EmbeddedAccess(rules, file, made(file), !Files.exists(rules));
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new EmbeddedAccess(rules, file, known, !Files.exists(rules) || !isOpen(rules));
  }

  /** Where the password is, for initdb. */
  Path file() {
    return file;
  }

  String password() {
    return password;
  }

  /**
   * Whether the server already asks for this password: not when its files are of a release of
   * Parley that asked for none, nor when the password file was lost.
   */
  boolean isFitting() {
    return fitting;
  }

  /** Lets the gateway's start set the password; this computer alone may connect meanwhile. */
  void open() throws IOException {
    Files.writeString(rules, RULES.formatted("trust"));
  }

  /** From the next start of the server on, the password is asked for. */
  void shut() throws IOException {
    Files.writeString(rules, RULES.formatted(METHOD));
  }

  private static boolean isOpen(Path rules) throws IOException {
    try (var lines = Files.lines(rules)) {
      return lines.anyMatch(line -> !line.startsWith("#") && line.matches(".*\\btrust\\b.*"));
    }
  }

  /** Whole or not at all, so that a killed start leaves no half of a password. */
  private static String made(Path file) throws IOException {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    var password = HexFormat.of().formatHex(bytes);
    // Readable by its owner alone from the first moment.
    var part = Files.createTempFile(file.getParent(), ".postgres", ".password");
    Files.writeString(part, password + "\n");
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }
}
