package parley.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.server.Messages;
import parley.server.mesh.MadeRelease;
import parley.server.mesh.MeshGateway;
import parley.server.optout.MadeOptOuts;
import parley.server.optout.OptOutSource;
import parley.server.release.KeyUses;
import parley.server.release.ReleaseKeys;
import parley.server.release.ReleaseSettings;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.bulk.BulkExport;
import parley.terminology.PackagedTerminology;

/** An export of the gateway's record in the overlap of two keys. */
@Timeout(180)
class DeidentifiedPairsTest {

  private static final String CLEAR = Messages.nhsNumber(821);
  private static final String OUT = Messages.nhsNumber(822);

  @TempDir Path folder;
  private final MeshGateway mesh = MeshGateway.shared();

  @Test
  void inTheOverlapOfTwoKeysPairsAreOfferedAndBothUsesWrittenDown() throws IOException {
    DeidentifiedCalls.agreements();
    var calls = new DeidentifiedCalls();
    calls.put("Patient", DeidentifiedCalls.id("p-clear"), DeidentifiedCalls.patient(CLEAR));
    calls.put("Patient", DeidentifiedCalls.id("p-out"), DeidentifiedCalls.patient(OUT));
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
    var keys = new ReleaseKeys(overlapping(), name -> Optional.empty());
    var exports = exports(keys);
    try {
      var text = Files.readString(MadeRelease.folder().resolve("evaluation.json"));
      var reading = (AgreementReading.Accepted) Agreements.read(text, LocalDate.EPOCH);
      var order =
          new DeidentifiedOrder(
              "evaluation", reading.agreement(), Set.of("Patient"), MadeRelease.BY, "");
      var id = exports.begin(order);
      mesh.await(() -> !exports.find(id).orElseThrow().state().equals("running"));
      var row = exports.find(id).orElseThrow();
      assertThat(row.state()).as(row.reason()).isEqualTo("offered");
      var told = new ObjectMapper().readTree(row.result());
      var before = keys.ring().orElseThrow().earlier().get(0).id();
      assertThat(told.at("/extension/pairsFromKeyId").asText()).isEqualTo(before);
      assertThat(told.path("output").findValuesAsText("type")).contains("Patient", "Parameters");
      var file = exports.file(id, "PSEUDONYMISED-pairs-" + id + ".ndjson").orElseThrow();
      assertThat(Files.readString(file)).contains("\"old\"", "\"new\"").doesNotContain(CLEAR);
      assertThat(uses(before)).isPositive();
    } finally {
      exports.destroy();
    }
  }

  private int uses(String key) {
    var count =
        mesh.gateway
            .jdbc()
            .queryForObject(
                "select count(*) from release_audit where what = 'key-used' and key_id = ?"
                    + " and detail = 'pairs of a bulk export'",
                Integer.class,
                key);
    return count == null ? 0 : count;
  }

  private DeidentifiedExports exports(ReleaseKeys keys) {
    return new DeidentifiedExports(
        new DeidentifiedRows(mesh.gateway.jdbc()),
        mesh.gateway.bean(DataSource.class),
        folder.resolve("exports"),
        new DeidentifiedExports.With(
            keys,
            new KeyUses(mesh.gateway.jdbc()),
            mesh.gateway.bean(OptOutSource.class),
            () -> new BulkExport(PackagedTerminology.packaged())),
        Clock.systemUTC());
  }

  private ReleaseSettings overlapping() throws IOException {
    var of = mesh.gateway.bean(ReleaseSettings.class);
    return new ReleaseSettings(
        of.agreements(),
        of.folder(),
        of.provider(),
        List.of(key(12), key(13)),
        "2099-12-31",
        of.rights(),
        of.timed(),
        of.look(),
        of.smallNumbers(),
        of.icbs(),
        of.names());
  }

  /** Drawn from a seed: nobody's secret. */
  private ReleaseSettings.Key key(int seed) throws IOException {
    var key = new byte[32];
    new Random(seed).nextBytes(key);
    var file = folder.resolve("key-" + seed);
    var owner = PosixFilePermissions.fromString("rw-------");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    Files.writeString(file, Base64.getEncoder().encodeToString(key) + '\n');
    return new ReleaseSettings.Key(file.toString(), "", "", "", "", "");
  }
}
