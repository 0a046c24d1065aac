package parley.submissions.pseudonym;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Reads a master key; what is read is wiped as soon as it is decoded. */
final class KeyFile {

  private static final Set<PosixFilePermission> OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyFile() {}

  static KeyReading read(KeySource source) {
    if (source instanceof KeySource.Environment environment) {
      return environment
          .value()
          .map(value -> decoded(value.getBytes(StandardCharsets.UTF_8)))
          .orElseGet(() -> refused(KeyRefusal.MISSING));
    }
    if (source instanceof KeySource.File file) {
      return guarded(file.file(), () -> decoded(Files.readAllBytes(file.file())));
    }
    var store = (KeySource.Keystore) source;
    return guarded(store.file(), () -> entry(store));
  }

  private static KeyReading guarded(Path file, Reading reading) {
    try {
      var permissions = Files.getPosixFilePermissions(file);
      if (!OWNERS.containsAll(permissions)) {
        return refused(KeyRefusal.READABLE_BY_OTHERS);
      }
      if (!KeyPlace.ofThisProcess().isOurs(file)) {
        return refused(KeyRefusal.REPLACEABLE);
      }
      return reading.read();
    } catch (NoSuchFileException e) {
      return refused(KeyRefusal.MISSING);
    } catch (UnsupportedOperationException e) {
      return refused(KeyRefusal.PERMISSIONS_UNKNOWN);
    } catch (IOException | GeneralSecurityException e) {
      return refused(KeyRefusal.UNREADABLE);
    }
  }

  private static KeyReading entry(KeySource.Keystore source)
      throws IOException, GeneralSecurityException {
    var password = source.password();
    var bytes = Files.readAllBytes(source.file());
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password);
      var key = store.getKey(source.alias(), password);
      var encoded = key == null ? null : key.getEncoded();
      return encoded == null ? refused(KeyRefusal.MISSING) : judged(encoded);
    } finally {
      Arrays.fill(password, ' ');
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static KeyReading decoded(byte[] text) {
    try {
      var line = trimmed(text);
      if (line.length == 0) {
        return refused(KeyRefusal.BLANK);
      }
      if (KeyStrength.isWord(line)) {
        return refused(KeyRefusal.SAMPLE);
      }
      var key = bytes(line);
      Arrays.fill(line, (byte) 0);
      return key.map(KeyFile::judged).orElseGet(() -> refused(KeyRefusal.NOT_ENCODED));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static KeyReading judged(byte[] key) {
    try {
      return KeyStrength.refusal(key)
          .map(KeyFile::refused)
          .orElseGet(() -> new KeyReading.Accepted(MasterKey.of(key)));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] trimmed(byte[] text) {
    var from = 0;
    var to = text.length;
    while (from < to && Character.isWhitespace(text[from])) {
      from++;
    }
    while (to > from && Character.isWhitespace(text[to - 1])) {
      to--;
    }
    return Arrays.copyOfRange(text, from, to);
  }

  private static Optional<byte[]> bytes(byte[] line) {
    try {
      var hex = line.length % 2 == 0;
      for (var one : line) {
        hex &= Character.digit(one, 16) >= 0;
      }
      return Optional.of(hex ? hex(line) : Base64.getDecoder().decode(line));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] hex(byte[] line) {
    var key = new byte[line.length / 2];
    for (var at = 0; at < key.length; at++) {
      key[at] =
          (byte)
              (HexFormat.fromHexDigit(line[2 * at]) << 4
                  | HexFormat.fromHexDigit(line[2 * at + 1]));
    }
    return key;
  }

  private static KeyReading refused(KeyRefusal refusal) {
    return new KeyReading.Refused(refusal);
  }

  private interface Reading {
    KeyReading read() throws IOException, GeneralSecurityException;
  }
}
