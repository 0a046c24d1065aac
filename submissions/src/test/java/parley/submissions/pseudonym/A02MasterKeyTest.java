package parley.submissions.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attack 2: a key that can be guessed, or found where it should not be. */
class A02MasterKeyTest {

  @TempDir Path folder;

  @Test
  void a02TakesARandomKeyFromFileEnvironmentAndKeystore() throws Exception {
    var bytes = MadeKeys.bytes(1);
    var base64 = Base64.getEncoder().encodeToString(bytes);
    var hex = HexFormat.of().formatHex(bytes);

    var read = new ArrayList<KeyReading>();
    read.add(MasterKey.read(file(base64 + "\n", "rw-------")));
    read.add(MasterKey.read(file(hex, "r--------")));
    read.add(MasterKey.read(new KeySource.Environment("KEY", Optional.of(base64))));
    read.add(MasterKey.read(keystore(bytes)));

    assertThat(read)
        .allSatisfy(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        KeyReading.Accepted.class,
                        it -> assertThat(it.key().id()).isEqualTo(MadeKeys.key(1).id())));
  }

  @ParameterizedTest
  @CsvSource({
    "'', BLANK",
    "'  \n', BLANK",
    "not base64 at all!, NOT_ENCODED",
    "changeme, SAMPLE",
    "change-me-please, SAMPLE",
    "c2FtcGxlIGtleSBzYW1wbGUga2V5IHNhbXBsZSBrZXkgc2FtcGxl, SAMPLE",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, LOW_ENTROPY",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, LOW_ENTROPY",
    "QnJpZ2h0IHN0YXJzIGFib3ZlIG91ciBtb3VudGFpbiBodXQgYnkgMTE=, LOW_ENTROPY",
    "b3c7410f9ce2d8576a01ff3344e9127db3c7410f9ce2d8576a01ff3344e9127d, LOW_ENTROPY",
    "b3c7410f9ce2d8576a01ff3344e9127db3c7410f9ce2d8576a01ff3344e912, SHORT",
    "s8dBD5zi2FdqAf8zROkSfQ==, SHORT"
  })
  void a02RefusesWhatCanBeGuessed(String text, KeyRefusal refusal) throws IOException {
    assertRefused(MasterKey.read(file(text, "rw-------")), refusal);
    assertRefused(MasterKey.read(new KeySource.Environment("KEY", Optional.of(text))), refusal);
  }

  @Test
  void a02RefusesAMissingKeyAndOneThatOthersMayRead() throws Exception {
    var base64 = Base64.getEncoder().encodeToString(MadeKeys.bytes(1));
    assertRefused(
        MasterKey.read(new KeySource.Environment("KEY", Optional.empty())), KeyRefusal.MISSING);
    assertRefused(MasterKey.read(new KeySource.File(folder.resolve("none"))), KeyRefusal.MISSING);
    for (var permissions : new String[] {"rw-r-----", "rw----r--", "rw-----w-", "rw-rw-rw-"}) {
      assertRefused(MasterKey.read(file(base64, permissions)), KeyRefusal.READABLE_BY_OTHERS);
    }
    var store = keystore(MadeKeys.bytes(1));
    assertRefused(
        MasterKey.read(new KeySource.Keystore(store.file(), "parley", "wrong".toCharArray())),
        KeyRefusal.UNREADABLE);
    assertRefused(
        MasterKey.read(new KeySource.Keystore(store.file(), "other", store.password())),
        KeyRefusal.MISSING);
  }

  /** Who can put a key there puts one that they know. */
  @Test
  void a02RefusesAKeyThatAnotherAccountCouldHavePutThere() throws Exception {
    var good = file(Base64.getEncoder().encodeToString(MadeKeys.bytes(1)), "rw-------").file();
    var open = folder("rwxrwxrwx");
    var shut = folder("rwx------");
    var inOpen = Files.copy(good, open.resolve("key"), StandardCopyOption.COPY_ATTRIBUTES);
    var below = Files.createDirectory(open.resolve("below")).resolve("key");
    Files.copy(good, below, StandardCopyOption.COPY_ATTRIBUTES);
    for (var bad :
        List.of(
            inOpen,
            below,
            Files.createSymbolicLink(open.resolve("link"), good),
            Files.createSymbolicLink(shut.resolve("link"), inOpen),
            Files.createSymbolicLink(shut.resolve("below"), open.resolve("below")).resolve("key"),
            Files.createSymbolicLink(
                shut.resolve("up"), Path.of("..", open.getFileName() + "/key")))) {
      assertRefused(MasterKey.read(new KeySource.File(bad)), KeyRefusal.REPLACEABLE);
    }
    var link =
        Files.createSymbolicLink(
            shut.resolve("good"), Path.of("..", good.getFileName().toString()));
    assertThat(MasterKey.read(new KeySource.File(link))).isInstanceOf(KeyReading.Accepted.class);

    var owner = ((Number) Files.getAttribute(good, "unix:uid")).longValue();
    assertThat(new KeyPlace(owner).isOurs(good)).isTrue();
    if (owner == 0) {
      Files.setAttribute(good, "unix:uid", 65_534);
    }
    assertThat(new KeyPlace(owner == 0 ? 0 : owner + 1).isOurs(good)).isFalse();
  }

  private Path folder(String permissions) throws IOException {
    var made = Files.createTempDirectory(folder, "folder");
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(permissions));
    return made;
  }

  @Test
  void a02NoRandomKeyIsRefused() {
    for (var seed = 0; seed < 10_000; seed++) {
      assertThat(KeyStrength.refusal(MadeKeys.bytes(seed))).isEmpty();
    }
  }

  @Test
  void a02TheKeyIsInNoTextAndNoDump() throws IOException {
    var bytes = MadeKeys.bytes(7);
    var base64 = Base64.getEncoder().encodeToString(bytes);
    var key = MadeKeys.key(7);
    var pseudonyms = new Pseudonyms(key, new PseudonymScope("X", "p", "1"));
    var source = new KeySource.Environment("KEY", Optional.of(base64));
    var texts =
        String.join(
            "\n",
            key.toString(),
            key.id(),
            pseudonyms.toString(),
            source.toString(),
            MasterKey.read(source).toString(),
            new KeyRing(key, List.of()).toString());

    assertThat(texts)
        .contains(key.id())
        .doesNotContain(base64)
        .doesNotContainIgnoringCase(HexFormat.of().formatHex(bytes))
        .doesNotContainIgnoringCase(HexFormat.of().formatHex(bytes, 0, 4));
    for (var held : new Object[] {key, pseudonyms}) {
      Assertions.assertThatThrownBy(
              () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(held))
          .isInstanceOf(NotSerializableException.class);
    }
  }

  private static void assertRefused(KeyReading reading, KeyRefusal refusal) {
    assertThat(reading).isEqualTo(new KeyReading.Refused(refusal));
    assertThat(refusal.reason()).isNotBlank();
    assertThat(refusal.remedy()).isNotBlank();
  }

  private KeySource.File file(String text, String permissions) throws IOException {
    var file = Files.createTempFile(folder, "key", "");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return new KeySource.File(file);
  }

  private KeySource.Keystore keystore(byte[] bytes) throws Exception {
    var password = "a password of the test".toCharArray();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setEntry(
        "parley",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "HmacSHA256")),
        new KeyStore.PasswordProtection(password));
    var file = file("", "rw-------").file();
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    return new KeySource.Keystore(file, "parley", password);
  }
}
