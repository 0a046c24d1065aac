package parley.server.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parley.server.settings.InvalidSettings;
import parley.submissions.pseudonym.KeyReading;
import parley.submissions.pseudonym.KeyRefusal;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.KeySource;
import parley.submissions.pseudonym.MasterKey;

/**
 * The master keys of the settings. What is wrong with one is told in a line that names the setting,
 * the rule and the remedy, and nothing of the key.
 */
public final class ReleaseKeys {

  private final ReleaseSettings settings;
  private final Function<String, Optional<String>> environment;
  private Optional<KeyRing> read = Optional.empty();

  /**
   * Keys that are read when they are first wanted.
   *
   * @param environment value of a variable by its name
   */
  public ReleaseKeys(ReleaseSettings settings, Function<String, Optional<String>> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /**
   * The keys; empty when no release is configured.
   *
   * @throws InvalidSettings when releases are configured and a key is missing or bad
   */
  public synchronized Optional<KeyRing> ring() {
    if (read.isEmpty() && settings.isConfigured()) {
      read = Optional.of(readAll());
    }
    return read;
  }

  private KeyRing readAll() {
    var all = new ArrayList<MasterKey>();
    for (var at = 0; at < settings.keys().size(); at++) {
      all.add(one("parley.releases.keys[" + at + "]", settings.keys().get(at)));
    }
    if (all.isEmpty()) {
      throw refused("parley.releases.keys", KeyRefusal.MISSING);
    }
    try {
      return new KeyRing(all.get(0), all.subList(1, all.size()), settings.overlap());
    } catch (IllegalArgumentException twice) {
      throw new InvalidSettings(
          "parley.releases.keys: a key stands twice; a key before the current one is another key");
    }
  }

  private MasterKey one(String setting, ReleaseSettings.Key key) {
    var reading = MasterKey.read(source(setting, key));
    if (reading instanceof KeyReading.Accepted accepted) {
      return accepted.key();
    }
    throw refused(setting, ((KeyReading.Refused) reading).refusal());
  }

  private KeySource source(String setting, ReleaseSettings.Key key) {
    var given = List.of(key.file(), key.variable(), key.keystore());
    if (given.stream().filter(one -> !one.isBlank()).count() != 1) {
      throw new InvalidSettings(
          setting + ": names one of file, variable (its name, not the key) and keystore");
    }
    if (!key.file().isBlank()) {
      return new KeySource.File(Path.of(key.file()));
    }
    if (!key.variable().isBlank()) {
      return new KeySource.Environment(key.variable(), environment.apply(key.variable()));
    }
    if (key.alias().isBlank()) {
      throw new InvalidSettings(setting + ": a keystore needs the alias of the key in it");
    }
    var password = password(setting, key);
    try {
      return new KeySource.Keystore(Path.of(key.keystore()), key.alias(), password);
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  private char[] password(String setting, ReleaseSettings.Key key) {
    if (!key.passwordFile().isBlank()) {
      return passwordOf(setting, Path.of(key.passwordFile()));
    }
    return environment
        .apply(key.passwordVariable())
        .map(String::toCharArray)
        .orElseThrow(
            () ->
                new InvalidSettings(
                    setting
                        + ": a keystore needs password-variable, which is set, or password-file"));
  }

  private static char[] passwordOf(String setting, Path file) {
    try {
      var others = PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).substring(3);
      if (!others.equals("------")) {
        throw new InvalidSettings(
            setting + ".password-file: others than its owner may read it; chmod 600 it");
      }
      var bytes = Files.readAllBytes(file);
      var text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
      var password = stripped(text);
      Arrays.fill(bytes, (byte) 0);
      return password;
    } catch (IOException | UnsupportedOperationException e) {
      throw new InvalidSettings(setting + ".password-file: cannot be read; check path and rights");
    }
  }

  private static char[] stripped(CharBuffer text) {
    var length = text.length();
    while (length > 0 && Character.isWhitespace(text.charAt(length - 1))) {
      length--;
    }
    var password = new char[length];
    text.get(password);
    return password;
  }

  private static InvalidSettings refused(String setting, KeyRefusal refusal) {
    return new InvalidSettings(setting + ": " + refusal.reason() + "; " + refusal.remedy());
  }
}
