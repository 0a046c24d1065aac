package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.mesh.StubMessage;
import parley.camelroutes.outbox.SftpPeer.Trouble;
import parley.server.ConnectedGateway;
import parley.server.mesh.MeshGateway;
import parley.server.outbox.JdbcOutbox;
import parley.server.settings.OutboxSettings;

/** A package that is released is carried by the outbox, and says who released it. */
class OutletTest {

  @TempDir Path folder;

  private final MeshGateway mesh = MeshGateway.shared();
  private final RegisterRows rows = mesh.gateway.bean(RegisterRows.class);

  @Test
  void aReleasedPackageArrivesByMeshWholeAndNamesWhoReleasedIt() throws IOException {
    var id = checked("ZM1");
    var name = "IDENTIFIABLE-ZM1-2026-10-primary-" + id;
    var register = register("outlet-destination", "upload-mesh");
    assertThat(register.change(id, BuildState.RELEASED, "A. Lead", "read and right"))
        .isInstanceOf(Register.Outcome.Changed.class);
    mesh.await(() -> arrived(name).isPresent());
    var message = arrived(name).orElseThrow();
    assertThat(message.header("Mex-WorkflowID")).isEqualTo("TT_UPLOAD");
    assertThat(message.chunkCount()).isGreaterThan(1);
    var files = unpacked(message.bytes());
    assertThat(files.keySet()).containsExactly(name + "/csv/a.csv", name + "/manifest.json");
    assertThat(files.get(name + "/csv/a.csv")).isEqualTo("one,two\r\n");
    var change = rows.detail(id).orElseThrow().changes().get(0);
    assertThat(
            JsonMapper.builder()
                .build()
                .readTree(files.get(name + "/manifest.json"))
                .path("released"))
        .hasToString(
            """
            {"submission":%d,"by":"A. Lead","at":"%s","reason":"read and right",\
            "builtManifestSha256":"%s"}"""
                .formatted(id, change.at(), PackageFiles.builtHash(folder.resolve("ZM1"))));
    assertThat(folder.resolve("ZM1/manifest.json"))
        .hasContent(files.get(name + "/manifest.json").strip());

    mesh.await(() -> state(id).equals("sent"));
    var told = mesh.http.get("/fhir/$submission-status?_jobId=" + id).body();
    assertThat(told).contains("\"outlet\"").contains("upload-mesh").contains("\"sent\"");
    assertThat(mesh.http.get("/outbox?kind=submission").body()).contains(name);
    var row = rows.detail(id).orElseThrow().carriage().orElseThrow();
    assertThat(row.line()).isEqualTo("upload-mesh: sent (outbox %d)".formatted(row.outboxId()));
    assertThat(mesh.http.get("/outbox/" + row.outboxId()).body())
        .contains("(application/zip, ")
        .doesNotContain("one,two");
  }

  /** Its connection breaks, then its disk is full, then it is well again. */
  @Test
  void aReleasedPackageArrivesBySftpOnceTheDeskTakesItWhole() throws IOException {
    var desk = ConnectedGateway.shared().desk();
    var id = checked("ZS1");
    desk.trouble = Trouble.BREAKS_BEFORE_RENAME;
    try {
      assertThat(
              register("outlet-destination", "desk")
                  .change(id, BuildState.RELEASED, "A. Lead", "read and right"))
          .isInstanceOf(Register.Outcome.Changed.class);
      mesh.await(() -> !reason(id).isEmpty());
      desk.trouble = Trouble.NO_SPACE;
      mesh.await(() -> reason(id).contains("SFTP status"));
      assertThat(state(id)).isEqualTo("waiting");
      assertThat(desk.names()).noneMatch(name -> name.endsWith(".zip"));
    } finally {
      desk.trouble = Trouble.NONE;
    }
    mesh.await(() -> state(id).equals("sent"));
    var name = "IDENTIFIABLE-ZS1-2026-10-primary-" + id;
    var row = rows.detail(id).orElseThrow().carriage().orElseThrow();
    var file = "%012d-%s.zip".formatted(row.outboxId(), name);
    assertThat(desk.names()).containsOnlyOnce(file);
    var files = unpacked(desk.content(file).array());
    assertThat(files.keySet()).containsExactly(name + "/csv/a.csv", name + "/manifest.json");
    assertThat(files).containsEntry(name + "/csv/a.csv", "one,two\r\n");
    assertThat(
            JsonMapper.builder()
                .build()
                .readTree(files.get(name + "/manifest.json"))
                .at("/files/csv~1a.csv/sha256")
                .asText())
        .isEqualTo(PackageFiles.hash(folder.resolve("ZS1/csv/a.csv")));
    assertThat(mesh.http.get("/fhir/$submission-status?_jobId=" + id).body())
        .contains("\"desk\"")
        .contains("\"sent\"");
  }

  @Test
  void aMachineThatPosesAsTheDeskGetsNothingAndThePackageWaits() throws IOException {
    var desk = ConnectedGateway.shared().desk();
    var id = checked("ZS2");
    register("outlet-destination", "poser")
        .change(id, BuildState.RELEASED, "A. Lead", "read and right");
    mesh.await(() -> reason(id).contains("host key"));
    assertThat(state(id)).isEqualTo("waiting");
    assertThat(desk.names()).noneMatch(name -> name.contains("ZS2"));
    var row = rows.detail(id).orElseThrow().carriage().orElseThrow();
    assertThat(mesh.http.post("/outbox/" + row.outboxId() + "/cancel", "text/plain", "").body())
        .contains("cancelled");
  }

  /** Neither register, outbox nor manifest says that it was released. */
  @Test
  void whatCannotBeCarriedIsNotReleased() throws IOException {
    var id = checked("ZM2");
    var place = folder.resolve("outlet/IDENTIFIABLE-ZM2-2026-10-primary-" + id);
    Files.writeString(Files.createDirectories(place).resolve("another"), "");
    var built = Files.readString(folder.resolve("ZM2/manifest.json"));
    assertThat(
            register("outlet", folder.resolve("outlet").toString())
                .change(id, BuildState.RELEASED, "A. Lead", "read and right"))
        .isInstanceOf(Register.Outcome.Failed.class);
    assertThat(rows.one(id).orElseThrow().state()).isEqualTo(BuildState.CHECKED);
    assertThat(rows.detail(id).orElseThrow().changes()).isEmpty();
    assertThat(folder.resolve("ZM2/manifest.json")).content().isEqualTo(built);
  }

  private Register register(String setting, String value) {
    var source =
        new MapConfigurationPropertySource(
            Map.of(
                "parley.submissions." + setting,
                value,
                "parley.submissions.rights.release",
                "A. Lead"));
    var settings = new Binder(source).bind("parley.submissions", SubmissionSettings.class).get();
    var transactions = mesh.gateway.bean(PlatformTransactionManager.class);
    var outlet =
        Outlet.of(
            settings,
            mesh.gateway.bean(OutboxSettings.class),
            true,
            mesh.gateway.bean(JdbcOutbox.class));
    return new Register(rows, settings, new TransactionTemplate(transactions), outlet);
  }

  /** A package of one table, which somebody has read. */
  private long checked(String provider) throws IOException {
    var held = folder.resolve(provider);
    var table = Files.createDirectories(held.resolve("csv")).resolve("a.csv");
    Files.writeString(table, "one,two\r\n");
    var manifest = JsonMapper.builder().build().createObjectNode();
    manifest.put("provider", provider);
    manifest.putObject("files").putObject("csv/a.csv").put("sha256", PackageFiles.hash(table));
    Files.writeString(held.resolve("manifest.json"), manifest.toPrettyString() + "\n");
    return Objects.requireNonNull(
        mesh.gateway
            .jdbc()
            .queryForObject(
                "insert into submission_build (provider, period, type, ordered_by, folder, state,"
                    + " releasable, manifest_sha256) values (?, date '2026-10-01', 'primary',"
                    + " 'a test', ?, 'checked', true, ?) returning id",
                Long.class,
                provider,
                held.toString(),
                PackageFiles.builtHash(held)));
  }

  private String state(long id) {
    return rows.detail(id).orElseThrow().carriage().map(BuildRow.Carriage::state).orElse("");
  }

  /** Why the last try failed; empty when none has. */
  private String reason(long id) {
    return rows.detail(id).orElseThrow().carriage().map(BuildRow.Carriage::reason).orElse("");
  }

  private Optional<StubMessage> arrived(String name) {
    return mesh.stub.sentTo(ConnectedGateway.UPLOAD_MAILBOX).stream()
        .filter(message -> message.header("Mex-LocalID").startsWith(name + "."))
        .findFirst();
  }

  private static Map<String, String> unpacked(byte[] bytes) throws IOException {
    var files = new TreeMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var file = Optional.ofNullable(zip.getNextEntry());
          file.isPresent();
          file = Optional.ofNullable(zip.getNextEntry())) {
        files.put(file.get().getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
