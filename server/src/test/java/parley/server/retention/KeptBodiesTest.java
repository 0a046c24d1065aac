package parley.server.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.camelroutes.mesh.Download;
import parley.camelroutes.mesh.MeshHeaders;
import parley.camelroutes.mesh.MeshJournal;
import parley.camelroutes.outbox.OutboxDraft;
import parley.camelroutes.outbox.OutboxEntry.State;
import parley.server.OwnSchema;
import parley.server.mesh.JdbcMeshJournal;
import parley.server.outbox.JdbcOutbox;
import parley.server.settings.InvalidSettings;

/** What goes after its time, what stays whatever its age, and what is known of what went. */
class KeptBodiesTest {

  private static final Duration KEEP = Duration.ofDays(90);
  private static final String TEXT = "MSH|^~\\&|PARLEY|RXX|A|B|20261123||RRI^I12|1|P|2.4\r";

  private static DataSource source;
  private static JdbcTemplate jdbc;

  @TempDir Path spool;

  @BeforeAll
  static void schema() {
    source = OwnSchema.make("kept_bodies_test");
    jdbc = new JdbcTemplate(source);
  }

  @BeforeEach
  void empty() {
    OwnSchema.empty(jdbc);
  }

  @Test
  void onlyWhatIsOverAndOldLosesItsBytes() {
    for (var state : List.of("sent", "cancelled", "dead", "expired", "waiting")) {
      row(state, state + "-old", 91);
      row(state, state + "-new", 89);
    }
    assertThat(remove().sent()).isEqualTo(2);
    assertThat(
            jdbc.queryForList(
                "select message_id from outbox where bytes = ''::bytea order by id", String.class))
        .containsExactly("sent-old", "cancelled-old");
    assertThat(
            jdbc.queryForObject(
                "select encode(sha256, 'hex') = encode(sha256(?::bytea), 'hex')"
                    + " and answer is null and removed_at is not null"
                    + " from outbox where message_id = 'sent-old'",
                Boolean.class,
                TEXT.getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(remove().sent()).as("at the next tick").isZero();
  }

  @Test
  void whatAGatewayOfTheVersionBeforeEndedGoesByItsLastTry() {
    row("sent", "OLD-1", 91);
    row("sent", "OLD-2", 91);
    jdbc.update("update outbox set closed_at = null, next_attempt = now() - interval '91 days'");
    jdbc.update(
        "update outbox set next_attempt = now() - interval '89 days' where message_id = 'OLD-2'");
    assertThat(remove().sent()).isEqualTo(1);
    assertThat(
            jdbc.queryForList(
                "select message_id from outbox where bytes = ''::bytea", String.class))
        .containsExactly("OLD-1");
  }

  @Test
  void whatWasRemovedIsStillKnownAndNotSentAgain() {
    row("sent", "RRI-1", 91);
    row("cancelled", "RRI-2", 91);
    remove();
    var outbox = new JdbcOutbox(jdbc, new JdbcTransactionManager(source));
    assertThat(outbox.put(draft("RRI-1"))).as("the same message again").isFalse();
    var id = jdbc.queryForObject("select id from outbox where message_id = 'RRI-2'", Long.class);
    assertThat(outbox.replay(id).orElseThrow().state())
        .as("nothing is there to be sent")
        .isEqualTo(State.CANCELLED);
  }

  @Test
  void whatMeshHasButNobodyCollectedYetIsKept() {
    row("sent", "M-1", 91);
    row("sent", "M-2", 91);
    jdbc.update(
        "insert into mesh_sent (outbox_id, local_id, state) select id, message_id,"
            + " case message_id when 'M-1' then 'sent' else 'acknowledged' end from outbox");
    remove();
    assertThat(
            jdbc.queryForList(
                "select message_id from outbox where bytes = ''::bytea", String.class))
        .containsExactly("M-2");
    assertThat(jdbc.queryForObject("select count(*) from mesh_sent", Integer.class)).isEqualTo(2);
  }

  @Test
  void moreThanOneTransactionIsWorkedOff() {
    for (int number = 0; number < 1201; number++) {
      row("sent", "N-" + number, 100);
    }
    assertThat(remove().sent()).isEqualTo(1201);
  }

  @Test
  void aFetchedMessageThatIsWorkedGoesAndIsRecognisedWhenItComesAgain() throws IOException {
    var journal = new JdbcMeshJournal(jdbc, source, new JdbcTransactionManager(source));
    for (var state : MeshJournal.State.values()) {
      if (state != MeshJournal.State.LEFT && state != MeshJournal.State.REPEATED) {
        journal.keep("BOX", download(state.name(), state.name()));
        journal.acknowledged(state.name());
        journal.close(state.name(), state, 1, "");
      }
    }
    journal.leave("BOX", "LEFT", "too large");
    journal.keep("BOX", download("UNTOLD", "UNTOLD"));
    journal.close("UNTOLD", MeshJournal.State.WORKED, 1, "");
    jdbc.update("update mesh_message set received_at = now() - interval '91 days'");
    journal.keep("BOX", download("YOUNG", "YOUNG"));
    journal.acknowledged("YOUNG");
    journal.close("YOUNG", MeshJournal.State.WORKED, 1, "");

    assertThat(remove().fetched()).isEqualTo(2);
    assertThat(
            jdbc.queryForList(
                "select message_id from mesh_message where body = ''::bytea and size > 0"
                    + " order by id",
                String.class))
        .containsExactly("WORKED", "REPORT");
    assertThat(journal.holds("WORKED")).isTrue();
    assertThat(journal.keep("BOX", download("WORKED", "WORKED")))
        .as("delivered again by MESH")
        .isEqualTo(MeshJournal.Kept.KNOWN);
    assertThat(journal.keep("BOX", download("ANOTHER", "WORKED")))
        .as("sent again by its sender")
        .isEqualTo(MeshJournal.Kept.REPEATED);
  }

  @Test
  void aTimeTooShortForMeshIsRefused() {
    var hour = Duration.ofHours(1);
    assertThatThrownBy(() -> new RetentionSettings(Duration.ofDays(6), hour))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("7d");
    assertThat(new RetentionSettings(Duration.ZERO, hour).bodies()).isZero();
    assertThat(new RetentionSettings(Duration.ofDays(7), hour).bodies()).isPositive();
  }

  private static KeptBodies.Removed remove() {
    return new KeptBodies(jdbc, new JdbcTransactionManager(source)).remove(KEEP);
  }

  private static OutboxDraft draft(String id) {
    return new OutboxDraft(
        "clinic",
        "RRI^I12",
        "",
        TEXT.getBytes(StandardCharsets.UTF_8),
        "text/plain",
        id,
        "",
        Optional.empty());
  }

  private static void row(String state, String id, int days) {
    jdbc.update(
        "insert into outbox (destination, kind, bytes, content_type, message_id, state, answer,"
            + " created_at, closed_at) values ('clinic', 'RRI^I12', ?, 'text/plain', ?, ?, 'MSA',"
            + " now() - make_interval(days => ?), case when ? = 'waiting' then null"
            + " else now() - make_interval(days => ?) end)",
        TEXT.getBytes(StandardCharsets.UTF_8),
        id,
        state,
        days,
        state,
        days);
  }

  private Download download(String id, String localId) throws IOException {
    var file = Files.writeString(Files.createTempFile(spool, "m", ".part"), "bytes of " + localId);
    var headers = new MeshHeaders(Map.of("mex-from", "X26GP", "mex-localid", localId));
    return new Download(id, headers, file, Files.size(file));
  }
}
