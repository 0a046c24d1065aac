package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.server.outbox.JdbcOutbox;
import parley.server.settings.DestinationSettings;
import parley.server.settings.InvalidSettings;
import parley.server.settings.OutboxSettings;

/** Outlets that Parley does not start with; each is told in one line. */
class OutletSettingsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submissions.outlet-destination=nobody | is none of parley.outbox.destinations",
        "submissions.outlet-destination=clinic | a package goes by sftp or mesh",
        "submissions.outlet-destination=letters | for a folder set parley.submissions.outlet",
        "submissions.outlet-destination=portal | parley.mesh.mailbox is empty",
        "submissions.outlet-destination=desk submissions.outlet=/tmp/x | both set",
        "outbox.destinations[0].host= | needs host, user, known-hosts and key",
        "outbox.destinations[0].port=70000 | needs host, user, known-hosts and key",
        "outbox.destinations[0].known-hosts= | needs host, user, known-hosts and key",
        "outbox.destinations[0].mailbox=X26 | mailbox and workflow are of a mesh destination",
        "outbox.destinations[0].url=https://x | url and headers are of a fhir destination",
        "outbox.destinations[0].headers.a=b | url and headers are of a fhir destination",
        "outbox.destinations[1].user=desk | are of an sftp destination",
        "outbox.destinations[1].directory=in | directory is of a folder or sftp destination",
        "outbox.destinations[2].host=away | host and port are of an mllp or sftp destination",
        "outbox.destinations[3].port=22 | host and port are of an mllp or sftp destination",
        "outbox.answers[0].sender=gp outbox.answers[0].destination=desk | answers to referrers go",
        "outbox.destinations[0].key=none | key is no file that can be read",
        "outbox.destinations[0].passphrase-file=none | passphrase-file is no file",
      })
  void whatCannotCarryAPackageIsRefused(String changes, String says) throws IOException {
    var settings = settings();
    for (var change : changes.split(" ")) {
      settings.put("parley." + change.split("=", 2)[0], change.split("=", 2)[1]);
    }
    var root = NestedExceptionUtils.getMostSpecificCause(catchThrowable(() -> outlet(settings)));
    assertThat(root)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining("\n");
  }

  @Test
  void sftpAndNoneAreTaken() throws IOException {
    assertThatCode(() -> outlet(settings())).doesNotThrowAnyException();
    var none = settings();
    none.remove("parley.submissions.outlet-destination");
    assertThatCode(() -> outlet(none)).doesNotThrowAnyException();
  }

  private static void outlet(Map<String, String> values) {
    var binder = new Binder(new MapConfigurationPropertySource(values));
    var declared = binder.bind("parley.outbox", OutboxSettings.class).get();
    declared.destinations().forEach(DestinationSettings::toDestination);
    var settings = binder.bindOrCreate("parley.submissions", SubmissionSettings.class);
    var outbox = new JdbcOutbox(new JdbcTemplate(), new JdbcTransactionManager());
    Outlet.of(settings, declared, false, outbox);
  }

  private Map<String, String> settings() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "").toString();
    var settings = new HashMap<String, String>();
    settings.put("parley.submissions.outlet-destination", "desk");
    var destination = "parley.outbox.destinations[%d].%s";
    settings.put(destination.formatted(0, "name"), "desk");
    settings.put(destination.formatted(0, "kind"), "sftp");
    settings.put(destination.formatted(0, "host"), "upload.example");
    settings.put(destination.formatted(0, "user"), "desk");
    settings.put(destination.formatted(0, "known-hosts"), file);
    settings.put(destination.formatted(0, "key"), file);
    settings.put(destination.formatted(1, "name"), "clinic");
    settings.put(destination.formatted(1, "kind"), "mllp");
    settings.put(destination.formatted(1, "host"), "clinic.example");
    settings.put(destination.formatted(1, "port"), "2575");
    settings.put(destination.formatted(2, "name"), "letters");
    settings.put(destination.formatted(2, "kind"), "folder");
    settings.put(destination.formatted(2, "directory"), "out");
    settings.put(destination.formatted(3, "name"), "portal");
    settings.put(destination.formatted(3, "kind"), "mesh");
    settings.put(destination.formatted(3, "mailbox"), "X26");
    settings.put(destination.formatted(3, "workflow"), "TT");
    return settings;
  }
}
