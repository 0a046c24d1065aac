package parley.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.camelroutes.Acknowledgements;
import parley.camelroutes.Inlet;
import parley.camelroutes.Intake;
import parley.camelroutes.MessageJournal;
import parley.camelroutes.MessageMapper;
import parley.camelroutes.ProfileCheck;
import parley.camelroutes.RecordStore;
import parley.mappings.Sender;
import parley.server.Messages;
import parley.server.RunningGateway;

/** What the journal on PostgreSQL keeps of senders, known and unknown. */
class JournalSendersTest {

  /** ISO-8859-1 without saying so; anybody else is a stranger here. */
  private static final Inlet LISTED =
      new Inlet.Http(
          "journal-senders",
          "/journal-senders",
          List.of(
              new Sender(
                  "latin",
                  List.of(new Sender.Origin("TESTGP", "Y99999")),
                  StandardCharsets.ISO_8859_1,
                  Map.of(),
                  Map.of(),
                  Map.of())));

  private final RunningGateway gateway = RunningGateway.shared();
  private final Intake intake =
      new Intake(
          gateway.bean(MessageJournal.class),
          gateway.bean(RecordStore.class),
          gateway.bean(ProfileCheck.class),
          gateway.bean(MessageMapper.class),
          new Acknowledgements(Clock.systemUTC()),
          List.of(LISTED),
          Clock.systemUTC());

  private String send(String message) {
    var bytes = message.replace('\n', '\r').getBytes(StandardCharsets.ISO_8859_1);
    return new String(intake.receive(LISTED, bytes).orElseThrow(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theSameControlIdFromTwoStrangersIsTwoMessages() {
    var message = Messages.referral("JS-1", Messages.nhsNumber(230), "R-JS-1");
    for (var name : List.of("LABEL|RX1", "LABEL|RX2", "LABEL|RX1")) {
      assertThat(send(message.replace("TESTGP|Y99999", name))).contains("MSA|AR|JS-1");
    }
    assertThat(
            gateway
                .jdbc()
                .query(
                    "select sender || ' ' || conflict || ' ' || attempts from message_journal"
                        + " where control_id = 'JS-1' order by id",
                    (row, index) -> row.getString(1)))
        .containsExactly("unknown|LABEL|RX1 false 2", "unknown|LABEL|RX2 false 1");
  }

  @Test
  void aMessageIsShownInTheCharacterSetOfItsSender() {
    var message =
        Messages.referral("JS-2é", Messages.nhsNumber(231), "R-JS-2").replace("Erin", "Zoë");
    assertThat(send(message)).contains("MSA|AA|JS-2é");
    var id =
        gateway
            .jdbc()
            .query(
                "select id from message_journal where sender = 'latin' order by id desc",
                (row, index) -> row.getLong(1))
            .get(0);
    var detail = new JournalQueries(gateway.jdbc(), intake::charset).detail(id).orElseThrow();
    assertThat(detail.raw()).contains("EXAMPLE^Zoë");
    assertThat(detail.answer()).contains("MSA|AA|JS-2é");
  }
}
