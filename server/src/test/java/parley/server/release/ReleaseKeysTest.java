package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static parley.server.release.MadeSettings.inFile;
import static parley.server.release.MadeSettings.key;
import static parley.server.release.MadeSettings.overlapping;
import static parley.server.release.MadeSettings.secret;
import static parley.server.release.MadeSettings.withKeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import parley.server.settings.InvalidSettings;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.PseudonymScope;
import parley.submissions.pseudonym.Pseudonyms;

/** A gateway that is to release does not start on a key that is no key. */
@ExtendWith(OutputCaptureExtension.class)
class ReleaseKeysTest {

  private static final PseudonymScope SCOPE = new PseudonymScope("QWE", "evaluation", "2026");

  @TempDir Path folder;

  @Test
  void nothingIsWantedWhereNothingIsConfigured() {
    assertThat(keys(List.of()).ring()).isEmpty();
    start(Map.of()).close();
  }

  @Test
  void agreementsOrRightsWithoutAKeyDoNotStart() {
    for (var setting :
        Map.of(
                "PARLEY_RELEASES_AGREEMENTS",
                folder.toString(),
                "parley.releases.rights.anonymous[0]",
                "ME")
            .entrySet()) {
      assertThat(refusal(setting.getKey(), setting.getValue()))
          .startsWith("parley.releases.keys: there is no key; make one")
          .doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the key is blank",
        "c2hvcnQtYnV0LXJlYWxseQ== | less than 256 bits",
        "changeme | one of an example",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | not drawn at random",
        "not a key at all, but a sentence | neither base64 nor hexadecimal",
      })
  void aBadKeyIsToldWithoutBeingShown(String content, String rule) throws IOException {
    var file = secret(folder.resolve("key"), content);
    var said = refusal("parley.releases.keys[0].file", file.toString());
    assertThat(said).startsWith("parley.releases.keys[0]: ").contains(rule).doesNotContain("\n");
    assertThat(content.isEmpty() || !said.contains(content)).as(said).isTrue();
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws IOException {
    var file = secret(folder.resolve("key"), key());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(refusal("parley.releases.keys[0].file", file.toString()))
        .contains("others than its owner may read the file of the key; chmod 600");
  }

  @Test
  void aKeyIsInNoLogAndNothingThatIsPrinted(CapturedOutput output) throws IOException {
    var key = key();
    var file = secret(folder.resolve("key"), key);
    try (var logs = new CapturedLogs();
        var context = start(Map.of("parley.releases.keys[0].file", file.toString()))) {
      logs.listen();
      var settings = context.getBean(ReleaseSettings.class);
      var ring = new ReleaseKeys(settings, name -> Optional.empty()).ring().orElseThrow();
      var token = ring.pseudonyms(SCOPE).of(IdentifierKind.PATIENT, "9990000018");
      LoggerFactory.getLogger("parley").info("{} {} {}", settings, ring, token);
      assertThat(logs.text()).contains("MasterKey[", file.toString());
      assertThat(logs.text()).doesNotContain(key).doesNotContain(hex(key));
    }
    assertThat(output.getAll()).doesNotContain(key).doesNotContain(hex(key));
  }

  private static String hex(String key) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(key));
  }

  @Test
  void aKeyComesFromFileVariableOrKeystore() throws IOException, GeneralSecurityException {
    var key = key();
    var ids = new ArrayList<String>();
    ids.add(ring(inFile(secret(folder.resolve("key"), key + "\n"))).current().id());
    var variable = new ReleaseSettings.Key("", "A_KEY", "", "", "", "");
    ids.add(
        new ReleaseKeys(
                withKeys(List.of(variable)),
                name -> Optional.of(key).filter(k -> name.equals("A_KEY")))
            .ring()
            .orElseThrow()
            .current()
            .id());
    var store = keystore(key);
    var password = secret(folder.resolve("password"), "of the store\n");
    ids.add(
        ring(new ReleaseSettings.Key("", "", store.toString(), "it", "", password.toString()))
            .current()
            .id());
    assertThat(ids).hasSize(3);
    assertThat(ids.stream().distinct()).hasSize(1);
  }

  private Path keystore(String key) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    var password = "of the store".toCharArray();
    store.load(null, password);
    store.setEntry(
        "it",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(Base64.getDecoder().decode(key), "AES")),
        new KeyStore.PasswordProtection(password));
    var file = secret(folder.resolve("store.p12"), "");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    return file;
  }

  @Test
  void aSourceThatIsNoneOrTwoIsRefused() throws IOException {
    var file = secret(folder.resolve("key"), key()).toString();
    refused(new ReleaseSettings.Key("", "", "", "", "", ""), "names one of file, variable");
    refused(new ReleaseSettings.Key(file, "A", "", "", "", ""), "names one of file, variable");
    refused(new ReleaseSettings.Key("", "NOT_SET", "", "", "", ""), "there is no key");
    refused(new ReleaseSettings.Key("", "", file, "", "", ""), "needs the alias");
    refused(new ReleaseSettings.Key("", "", file, "it", "NOT_SET", ""), "needs password-variable");
    refused(
        new ReleaseSettings.Key("", "", file, "it", "", file + ".none"), "password-file: cannot");
  }

  private void refused(ReleaseSettings.Key key, String rule) {
    assertThatThrownBy(() -> keys(List.of(key)).ring())
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(rule);
  }

  @Test
  void aRotatedKeyIsKeptBesideTheCurrentOne() throws IOException {
    var before = inFile(secret(folder.resolve("before"), key()));
    var now = inFile(secret(folder.resolve("now"), key()));
    var ring = keys(List.of(now, before)).ring().orElseThrow();
    var old = ring(before).current().id();
    assertThat(ring.current().id()).isEqualTo(ring(now).current().id()).isNotEqualTo(old);
    assertThat(ring.find(old)).isPresent();
    var kept = new Pseudonyms(ring.find(old).orElseThrow(), SCOPE);
    assertThat(kept.of(IdentifierKind.PATIENT, "9990000018"))
        .isEqualTo(ring(before).pseudonyms(SCOPE).of(IdentifierKind.PATIENT, "9990000018"))
        .isNotEqualTo(ring.pseudonyms(SCOPE).of(IdentifierKind.PATIENT, "9990000018"));
    assertThatThrownBy(() -> keys(List.of(now, now)).ring())
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("a key stands twice");
  }

  @Test
  void theOverlapOfTwoKeysIsADayOfTheSettings() throws IOException {
    var before = inFile(secret(folder.resolve("before"), key()));
    var now = inFile(secret(folder.resolve("now"), key()));
    var settings = overlapping(List.of(now, before), "2027-03-31");
    var ring = new ReleaseKeys(settings, name -> Optional.empty()).ring().orElseThrow();
    assertThat(ring.overlapping(LocalDate.of(2027, 3, 31)).orElseThrow().id())
        .isEqualTo(ring(before).current().id());
    assertThat(ring.overlapping(LocalDate.of(2027, 4, 1))).isEmpty();
    assertThatThrownBy(() -> overlapping(List.of(now), "2027-03-31"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("parley.releases.keys[1]");
    assertThatThrownBy(() -> overlapping(List.of(now, before), "March"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("such as 2027-03-31");
  }

  private KeyRing ring(ReleaseSettings.Key key) {
    return keys(List.of(key)).ring().orElseThrow();
  }

  private static ReleaseKeys keys(List<ReleaseSettings.Key> keys) {
    return new ReleaseKeys(withKeys(keys), name -> Optional.empty());
  }

  /** Why a gateway of one setting does not start. */
  private static String refusal(String name, String value) {
    var thrown = catchThrowable(() -> start(Map.of(name, value)).close());
    assertThat(thrown).hasRootCauseInstanceOf(InvalidSettings.class);
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(thrown).getMessage());
  }

  /** What of the gateway reads keys at its start. */
  private static ConfigurableApplicationContext start(Map<String, Object> settings) {
    var application =
        new SpringApplication(ReleaseKeyConfiguration.class, RequiredReleaseKeys.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(settings);
    return application.run();
  }
}
