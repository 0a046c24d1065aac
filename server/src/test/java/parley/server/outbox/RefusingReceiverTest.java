package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.camelroutes.outbox.Outbox;
import parley.camelroutes.outbox.OutboxDraft;

/**
 * A receiver that refuses everything for a while: what people see, and what is left of its queue.
 */
class RefusingReceiverTest {

  private static Clinic clinic;

  @BeforeAll
  static void start() {
    clinic = new Clinic();
  }

  @Test
  void itsQueueIsStoppedAndShownAndGoesOnWhenItTakesOneAgain() {
    clinic.refuser.answers("AR");
    try {
      for (int number = 1; number <= 8; number++) {
        put("STOP-" + number);
      }
      await(() -> attempts("STOP-5") >= 2);
      assertThat(states())
          .containsExactly(
              "dead", "dead", "dead", "dead", "waiting", "waiting", "waiting", "waiting");
      assertThat(line())
          .contains("\"stopped\":true")
          .contains("\"waiting\":4")
          .contains("refused with AR; ");
      await(() -> metric("stopped").contains("\"value\":1.0"));
      assertThat(metric("waiting")).contains("\"value\":4.0");
    } finally {
      clinic.refuser.answers("AA");
    }
    await(() -> states().get(7).equals("sent"));
    assertThat(states())
        .containsExactly("dead", "dead", "dead", "dead", "sent", "sent", "sent", "sent");
    assertThat(line()).contains("\"stopped\":false").contains("\"refusals\":0");

    // A person sends one again, and lays another aside.
    assertThat(post(id("STOP-1"), "replay")).isEqualTo(200);
    await(() -> states().get(0).equals("sent"));
    assertThat(post(id("STOP-2"), "cancel")).isEqualTo(200);
    assertThat(states().get(1)).isEqualTo("cancelled");

    // What is not kept any more cannot be sent again, and who asks for it is told.
    clinic
        .gateway
        .jdbc()
        .update(
            "update outbox set bytes = ''::bytea, removed_at = now() where message_id = 'STOP-2'");
    var again = clinic.http.post("/outbox/" + id("STOP-2") + "/replay", "application/json", "");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("not kept any more");
    assertThat(states().get(1)).isEqualTo("cancelled");
  }

  private static void put(String id) {
    var message = "MSH|^~\\&|PARLEY|RXX|TESTGP|Y99999|20261123||RRI^I12|" + id + "|P|2.4\r";
    clinic
        .gateway
        .bean(Outbox.class)
        .put(
            new OutboxDraft(
                "refuser",
                "RRI^I12",
                "",
                message.getBytes(StandardCharsets.US_ASCII),
                "x-application/hl7-v2+er7",
                id,
                "",
                Optional.empty()));
  }

  private static int post(long id, String what) {
    return clinic.http.post("/outbox/" + id + '/' + what, "application/json", "").statusCode();
  }

  private static long id(String messageId) {
    return clinic
        .gateway
        .jdbc()
        .queryForObject("select id from outbox where message_id = ?", Long.class, messageId);
  }

  private static int attempts(String messageId) {
    return clinic
        .gateway
        .jdbc()
        .queryForObject(
            "select attempts from outbox where message_id = ?", Integer.class, messageId);
  }

  private static List<String> states() {
    return clinic
        .gateway
        .jdbc()
        .queryForList(
            "select state from outbox where message_id like 'STOP-%' order by id", String.class);
  }

  /** What is shown of the destination. */
  private static String line() {
    var all = clinic.http.get("/outbox/destinations").body();
    var begin = all.indexOf("{\"destination\":\"refuser\"");
    return all.substring(begin, all.indexOf('}', begin));
  }

  private static String metric(String name) {
    return clinic
        .http
        .get("/actuator/metrics/parley.outbox." + name + "?tag=destination:refuser")
        .body();
  }

  private static void await(BooleanSupplier condition) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("a minute is over").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
