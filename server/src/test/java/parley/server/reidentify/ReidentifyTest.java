package parley.server.reidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import parley.server.Messages;
import parley.server.mesh.MadeRelease;
import parley.server.mesh.MeshGateway;
import parley.server.release.ReleaseKeys;
import parley.server.release.ReleaseSettings;
import parley.server.submission.Arguments;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.release.ReleaseName;
import parley.submissions.release.TokenValues;

/** The right, the reason and the audit of leading pseudonyms back. */
@Timeout(180)
class ReidentifyTest {

  private static final String NUMBER = Messages.nhsNumber(831);
  private static final String SECRET = "a-secret-of-the-holder-of-this-right-drawn-at-random";
  private static final Set<String> NAMES =
      Set.of(
          "--agreement",
          "--release",
          "--key",
          "--kind",
          "--tokens",
          "--user",
          "--right",
          "--reason",
          "--out");

  private final MeshGateway mesh = MeshGateway.shared();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final String patient = UUID.nameUUIDFromBytes("reidentify".getBytes()).toString();
  private String token = "";

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    var stored =
        mesh.http.putJson(
            "/fhir/Patient/" + patient,
            """
            {"resourceType":"Patient","id":"%s","identifier":[
              {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"},
              {"system":"https://x.example/local","value":"LOCAL-831"}]}"""
                .formatted(patient, NUMBER));
    assertThat(stored.statusCode()).as(stored.body()).isIn(200, 201);
    MadeRelease.agreement("leading-back", "2026-01-31", "Patient.id");
    Files.writeString(folder.resolve("right"), SECRET + "\n");
    Files.setPosixFilePermissions(
        folder.resolve("right"), PosixFilePermissions.fromString("rw-------"));
    var text = Files.readString(MadeRelease.folder().resolve("leading-back.json"));
    var agreement =
        ((AgreementReading.Accepted) Agreements.read(text, LocalDate.EPOCH)).agreement();
    token =
        mesh.gateway
            .bean(ReleaseKeys.class)
            .ring()
            .orElseThrow()
            .pseudonyms(agreement.scope(""))
            .of(IdentifierKind.PATIENT, TokenValues.patient(NUMBER))
            .value();
    Files.writeString(folder.resolve("tokens"), token + "\n" + "a".repeat(26) + "\n");
  }

  @Test
  void whoHasTheRightIsToldInAFileOfTheirOwnAndTheAuditKnows() throws IOException {
    assertThat(run(Map.of())).as(said.toString()).isZero();
    assertThat(said.toString()).contains("1 found").doesNotContain(NUMBER, "LOCAL", token);
    var file = folder.resolve("out.csv");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file))
        .contains(token + ",Patient/" + patient + ",\"https://x.example/local|LOCAL-831\"", NUMBER)
        .doesNotContain("aaaaaaaa");
    var asked = last("asked");
    assertThat(asked)
        .containsEntry("who", "IG-LEAD")
        .containsEntry("reason", "a finding the patient has to know of")
        .containsEntry("kind", "patient")
        .containsEntry("recipient", "X26");
    assertThat(asked.get("tokens").toString()).contains(token);
    assertThat(last("answered"))
        .containsEntry("ask", asked.get("id"))
        .containsEntry("outcome", "1 found");
    assertThat(asked.toString() + last("answered")).doesNotContain(NUMBER).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--user | MALLORY | does not have the right",
        "--user | '' | --user is missing",
        "--reason | '' | --reason is missing",
        "--right | tokens | others than its owner",
        "--right | nothing | cannot be read",
        "--kind | shoe | --kind is none",
        "--key | 0000000000000000 | no key of this id",
        "--tokens | right | line 1 of the file of --tokens is no token",
        "--agreement | right | does not hold",
        "--out | right | is there already",
        "--release | 2026-10 | PROVIDER/EDITION/PERIOD",
      })
  void whatIsRefusedIsInTheAuditToo(String option, String value, String why) throws IOException {
    var before = count("refused");
    assertThat(run(Map.of(option, value))).isEqualTo(3);
    assertThat(said.toString()).contains(why).doesNotContain(NUMBER, SECRET);
    assertThat(count("refused")).isEqualTo(before + 1);
    assertThat(last("refused").get("outcome").toString()).contains(why);
    assertThat(Files.exists(folder.resolve("out.csv"))).isFalse();
  }

  @Test
  void anotherSecretIsNotTheRight() throws IOException {
    Files.writeString(folder.resolve("right"), "another-secret-that-is-long-enough-but-not-theirs");
    assertThat(run(Map.of())).isEqualTo(3);
    assertThat(last("refused")).containsEntry("who", "IG-LEAD");
  }

  @Test
  void anotherKindOrAnotherAgreementFindsNobody() throws IOException {
    MadeRelease.agreement("leading-back-else", "2026-01-31", "Patient.id", "Patient.gender");
    // Other elements, but recipient, purpose and epoch are the same: so are the tokens.
    assertThat(
            run(
                Map.of(
                    "--agreement",
                    MadeRelease.folder()
                        .resolve("leading-back-else.json")
                        .toAbsolutePath()
                        .toString())))
        .isZero();
    assertThat(said.toString()).contains("1 found");
    Files.delete(folder.resolve("out.csv"));
    assertThat(run(Map.of("--kind", "referral"))).isZero();
    assertThat(said.toString()).contains("0 found");
  }

  /** Each release has its own tokens when they are not linkable; its name leads back. */
  @Test
  void aReleaseThatIsNotLinkableIsLedBackByProviderEditionAndPeriod() throws IOException {
    var linkable = Files.readString(MadeRelease.folder().resolve("leading-back.json"));
    var text =
        linkable.replaceAll("(\"linkable\"\\s*,\\s*\"valueBoolean\"\\s*:\\s*)true", "$1false");
    assertThat(text).isNotEqualTo(linkable);
    Files.writeString(folder.resolve("apart.json"), text);
    var agreement =
        ((AgreementReading.Accepted) Agreements.read(text, LocalDate.EPOCH)).agreement();
    var name = new ReleaseName("RZ1", "primary", "2026-10");
    var ring = mesh.gateway.bean(ReleaseKeys.class).ring().orElseThrow();
    token =
        ring.pseudonyms(agreement.scope(name.identifier()))
            .of(IdentifierKind.PATIENT, TokenValues.patient(NUMBER))
            .value();
    Files.writeString(folder.resolve("tokens"), token + "\n");
    assertThat(run(Map.of("--agreement", "apart.json", "--release", "RZ2/primary/2026-10")))
        .isZero();
    assertThat(said.toString()).contains("0 found");
    Files.delete(folder.resolve("out.csv"));
    assertThat(run(Map.of("--agreement", "apart.json", "--release", "RZ1/primary/2026-10")))
        .isZero();
    assertThat(said.toString()).contains("1 found");
  }

  @Test
  void afterAChangeOfTheKeyTheOneBeforeLeadsBackByItsId() throws IOException {
    var now = mesh.gateway.bean(ReleaseSettings.class);
    var file = folder.resolve("key");
    var bytes = new byte[32];
    new Random(23).nextBytes(bytes);
    Files.writeString(file, Base64.getEncoder().encodeToString(bytes));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var rotated =
        new ReleaseSettings(
            now.agreements(),
            now.folder(),
            now.provider(),
            List.of(
                new ReleaseSettings.Key(file.toString(), "", "", "", "", ""), now.keys().get(0)),
            "",
            now.rights(),
            List.of(),
            now.look(),
            now.smallNumbers(),
            now.icbs(),
            now.names());
    var keys = new ReleaseKeys(rotated, name -> Optional.ofNullable(System.getenv(name)));
    var before = mesh.gateway.bean(ReleaseKeys.class).ring().orElseThrow().current().id();
    assertThat(run(Map.of(), keys)).isZero();
    assertThat(said.toString()).contains("0 found");
    Files.delete(folder.resolve("out.csv"));
    assertThat(run(Map.of("--key", before), keys)).isZero();
    assertThat(said.toString()).contains("1 found");
    assertThat(last("asked")).containsEntry("key_id", before);
  }

  @Test
  void theAuditIsOnlyAddedTo() throws IOException {
    run(Map.of("--user", "MALLORY"));
    for (var sql :
        List.of(
            "update reidentification_audit set who = 'x'",
            "delete from reidentification_audit",
            "truncate reidentification_audit")) {
      assertThatThrownBy(() -> mesh.gateway.jdbc().update(sql))
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void withoutTheAuditNothingIsLookedUp() throws IOException {
    mesh.gateway
        .jdbc()
        .execute("alter table reidentification_audit rename to reidentification_audit_away");
    try {
      assertThatThrownBy(() -> run(Map.of())).isInstanceOf(DataAccessException.class);
      assertThat(Files.exists(folder.resolve("out.csv"))).isFalse();
    } finally {
      mesh.gateway
          .jdbc()
          .execute("alter table reidentification_audit_away rename to reidentification_audit");
    }
  }

  @Test
  void noRequestLeadsHere() {
    assertThat(mesh.http.get("/fhir/$reidentify").statusCode()).isBetween(400, 499);
    assertThat(mesh.http.get("/reidentify").statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> mesh.gateway.bean(Reidentify.class))
        .isInstanceOf(org.springframework.beans.factory.NoSuchBeanDefinitionException.class);
  }

  private int run(Map<String, String> changed) throws IOException {
    return run(changed, mesh.gateway.bean(ReleaseKeys.class));
  }

  private int run(Map<String, String> changed, ReleaseKeys keys) throws IOException {
    var words = new java.util.TreeMap<String, String>();
    words.put("--agreement", MadeRelease.folder().resolve("leading-back.json").toString());
    words.put("--kind", "patient");
    words.put("--tokens", folder.resolve("tokens").toString());
    words.put("--user", "IG-LEAD");
    words.put("--right", folder.resolve("right").toString());
    words.put("--reason", "a finding the patient has to know of");
    words.put("--out", folder.resolve("out.csv").toString());
    Set<String> files = Set.of("--right", "--tokens", "--agreement", "--out");
    changed.forEach(
        (name, value) ->
            words.put(name, files.contains(name) ? folder.resolve(value).toString() : value));
    words.values().removeIf(String::isBlank);
    var line = new java.util.ArrayList<String>();
    words.forEach(
        (name, value) -> {
          line.add(name);
          line.add(value);
        });
    var given = Arguments.read(line, NAMES, Set.of()).arguments().orElseThrow();
    var settings =
        new ReidentifySettings(List.of(new ReidentifySettings.Holder("IG-LEAD", sha256(SECRET))));
    var reidentify =
        new Reidentify(
            mesh.gateway.bean(DataSource.class),
            settings,
            keys,
            new AuditRows(mesh.gateway.jdbc()));
    var out = new PrintStream(said);
    return new ReidentifyCommand(out, out).asked(given, reidentify);
  }

  private long count(String event) {
    return mesh.gateway
        .jdbc()
        .queryForObject(
            "select count(*) from reidentification_audit where event = ?", Long.class, event);
  }

  private Map<String, Object> last(String event) {
    return mesh.gateway
        .jdbc()
        .queryForMap(
            "select * from reidentification_audit where event = ? order by id desc limit 1", event);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
