package parley.server.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Settings, keys and agreements of tests. */
final class MadeSettings {

  static final String RESEARCH = "https://parley.example/fhir/agreement/research";
  static final String BOARD = "https://parley.example/fhir/agreement/board";

  private MadeSettings() {}

  /** A key that was drawn at random, in base64. */
  static String key() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A key that is the same each time, so that its tokens are: nobody's secret. */
  static String sameKey() {
    var bytes = new byte[32];
    new Random(11).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A file that only its owner may read. */
  static Path secret(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  static ReleaseSettings.Key inFile(Path file) {
    return new ReleaseSettings.Key(file.toString(), "", "", "", "", "");
  }

  static ReleaseSettings withKeys(List<ReleaseSettings.Key> keys) {
    return settings("", Path.of("unused"), keys, new ReleaseSettings.Rights(List.of(), List.of()));
  }

  /** The same with an overlap of the two keys until a day. */
  static ReleaseSettings overlapping(List<ReleaseSettings.Key> keys, String until) {
    return settings(
        "", Path.of("unused"), keys, until, new ReleaseSettings.Rights(List.of(), List.of()));
  }

  static ReleaseSettings settings(
      String agreements,
      Path folder,
      List<ReleaseSettings.Key> keys,
      ReleaseSettings.Rights rights) {
    return settings(agreements, folder, keys, "", rights);
  }

  static ReleaseSettings settings(
      String agreements,
      Path folder,
      List<ReleaseSettings.Key> keys,
      String overlapUntil,
      ReleaseSettings.Rights rights) {
    return new ReleaseSettings(
        agreements,
        folder,
        "RZ1",
        keys,
        overlapUntil,
        rights,
        List.of(),
        "1h",
        "talking-therapies",
        Map.of(),
        Map.of());
  }

  /** Rows about referrals for one recipient. */
  static String research(String version, String expiry) {
    return MadeAgreement.json(
        RESEARCH,
        version,
        "PSEUDONYMISED",
        expiry,
        field("patientToken", "token", ""),
        field("referralToken", "token", ""),
        field("gender", "quasi", ""),
        field("ageAtReferral", "quasi", "age"),
        field("caseness", "sensitive", ""),
        field("recovered", "sensitive", ""));
  }

  /** Rows for anyone. */
  static String open(String name, String version) {
    return MadeAgreement.json(
        "https://parley.example/fhir/agreement/" + name,
        version,
        "ANONYMOUS",
        "2099-12-31",
        field("gender", "quasi", ""),
        field("caseness", "sensitive", ""));
  }

  /** Figures for anyone. */
  static String board(String version) {
    return MadeAgreement.json(
        BOARD,
        version,
        "ANONYMOUS",
        "2099-12-31",
        """
        {"name":"figures","part":[{"name":"measure","valueString":"all"},
          {"name":"level","valueCode":"provider"}]}""");
  }

  private static String field(String name, String role, String ladder) {
    var rung =
        ladder.isEmpty()
            ? ""
            : ",{\"name\":\"ladder\",\"valueCode\":\"%s\"},{\"name\":\"level\",\"valueInteger\":1}"
                .formatted(ladder);
    return """
        {"name":"field","part":[{"name":"name","valueString":"%s"},
          {"name":"role","valueCode":"%s"}%s]}"""
        .formatted(name, role, rung);
  }
}
