package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import parley.camelroutes.outbox.OutboxDraft;
import parley.camelroutes.outbox.RefusalRule;
import parley.server.OwnSchema;

/** Refusals and objections on PostgreSQL, in a schema that no gateway sends from. */
class RefusalsTest {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final RefusalRule THREE = new RefusalRule(3, Duration.ofHours(6));
  private static final String RRI = "RRI^I12";
  private static final String SIU = "SIU^S12";

  private static JdbcTemplate jdbc;
  private static JdbcOutbox outbox;

  @BeforeAll
  static void schema() {
    var source = OwnSchema.make("refusals_test");
    jdbc = new JdbcTemplate(source);
    outbox = new JdbcOutbox(jdbc, new JdbcTransactionManager(source));
  }

  @BeforeEach
  void empty() {
    OwnSchema.empty(jdbc);
  }

  @Test
  void afterSoManyRefusalsInARowTheNextOneWaitsUntilOneIsTaken() {
    put("a", RRI, "1", "2", "3", "4", "5");
    assertThat(refuse("a")).isEqualTo("1 dead");
    assertThat(refuse("a")).isEqualTo("2 dead");
    assertThat(refuse("a")).isEqualTo("3 waiting");
    assertThat(refuse("a")).as("another try").isEqualTo("3 waiting");
    assertThat(line().refusals()).as("messages, not tries").isEqualTo(3);
    assertThat(line().stopped()).isTrue();
    assertThat(take("a")).isEqualTo("3");
    assertThat(refuse("a")).as("one was taken between").isEqualTo("4 dead");
    put("b", RRI, "6");
    assertThat(refuse("b")).as("another destination").isEqualTo("6 dead");
    assertThat(
            jdbc.queryForObject(
                "select reason from outbox_attempt where attempt = 2", String.class))
        .isEqualTo("refused; 3 in a row, so that it waits, and what is behind it");
  }

  @Test
  void aReceiverThatRefusesOneKindGetsTheOthersAndTheirOrderForOneReferralIsKept() {
    put("a", SIU, "1", "2", "3", "4");
    put("a", RRI, "4", "5", "6");
    assertThat(refuse("a")).isEqualTo("1 dead");
    assertThat(refuse("a")).isEqualTo("2 dead");
    assertThat(refuse("a")).isEqualTo("3 waiting");
    var probe = outbox.takeDue(Set.of(), 10, LEASE).get(0);
    assertThat(probe.message().messageId()).as("not before the SIU of 4").isEqualTo(RRI + "5");
    assertThat(outbox.takeNext("a", LEASE)).as("one at a time").isEmpty();
    assertThat(outbox.takeDue(Set.of(), 10, LEASE)).isEmpty();
    outbox.noteSent(probe, "", Optional.empty());
    assertThat(refuse("a")).as("the receiver does take messages").isEqualTo("3 dead");
    assertThat(refuse("a")).isEqualTo("4 dead");
    assertThat(take("a")).isEqualTo("4");
    assertThat(take("a")).isEqualTo("6");
  }

  @Test
  void everyKindIsProbedOnceBeforeTheFirstIsTriedAgainAndNothingDies() {
    put("a", SIU, "1", "2", "3");
    put("a", RRI, "4", "5");
    put("a", "MDM^T02", "6");
    refuse("a");
    refuse("a");
    assertThat(refuse("a")).isEqualTo("3 waiting");
    assertThat(refuse("a")).isEqualTo("4 waiting");
    assertThat(refuse("a")).isEqualTo("6 waiting");
    assertThat(refuse("a")).isEqualTo("3 waiting");
    assertThat(
            jdbc.queryForObject(
                "select attempts from outbox where message_id = ?", Integer.class, RRI + "5"))
        .isZero();
  }

  @Test
  void aProbeThatIsTakenBackOrNotDueHoldsNothingUp() {
    put("a", SIU, "1", "2", "3");
    put("a", RRI, "4");
    refuse("a");
    refuse("a");
    refuse("a");
    assertThat(outbox.cancel(id(RRI + "4"), "taken back")).isTrue();
    assertThat(refuse("a")).isEqualTo("3 waiting");
    put("a", RRI, "5");
    jdbc.update(
        "update outbox set next_attempt = now() + interval '1 hour' where message_id = ?",
        RRI + "5");
    assertThat(refuse("a")).as("5 was asked to come later").isEqualTo("3 waiting");
    assertThat(refuse("a")).isEqualTo("3 waiting");
  }

  @Test
  void oneBadMessageSentAgainAndAgainStopsNothing() {
    put("a", RRI, "1");
    for (int person = 1; person <= 5; person++) {
      assertThat(refuse("a")).isEqualTo("1 dead");
      outbox.replay(id(RRI + "1"));
    }
    assertThat(line().refusals()).isEqualTo(1);
    assertThat(line().stopped()).isFalse();
  }

  @Test
  void aPersonWhoTakesBackWhatItStoppedWithLetsItBeginAnew() {
    put("a", RRI, "1", "2", "3", "4");
    refuse("a");
    refuse("a");
    refuse("a");
    assertThat(outbox.cancel(id(RRI + "1"), "laid aside")).isTrue();
    assertThat(line().refusals()).as("one less").isEqualTo(2);
    assertThat(outbox.cancel(id(RRI + "3"), "taken back")).isTrue();
    assertThat(line().refusals()).isZero();
    assertThat(refuse("a")).isEqualTo("4 dead");
  }

  @Test
  void whatRanOutOrWasUnsubscribedLeavesNoStoppedDestination() {
    put("a", RRI, "1", "2", "3");
    refuse("a");
    refuse("a");
    refuse("a");
    jdbc.update("update outbox set expires = now() - interval '1 second' where state = 'waiting'");
    assertThat(outbox.expire()).isEqualTo(1);
    assertThat(line().refusals()).isZero();
    put("a", RRI, "4", "5", "6");
    refuse("a");
    refuse("a");
    assertThat(refuse("a")).isEqualTo("6 waiting");
    assertThat(outbox.cancelWaiting("a", "unsubscribed")).isEqualTo(1);
    assertThat(line().refusals()).isZero();
  }

  @Test
  void aStoppedDestinationForWhichNothingWaitsIsNotShownAsStopped() {
    put("a", RRI, "1", "2", "3");
    refuse("a");
    refuse("a");
    refuse("a");
    jdbc.update("update outbox set objected_for = interval '7 hours' where state = 'waiting'");
    assertThat(refuse("a")).isEqualTo("3 dead");
    assertThat(line().stopped()).isFalse();
    put("a", RRI, "4");
    assertThat(refuse("a")).as("it still refuses everything").isEqualTo("4 waiting");
    assertThat(line().stopped()).isTrue();
  }

  @Test
  void whatIsObjectedToForTooLongIsDeadAndAReplayBeginsAnew() {
    put("a", RRI, "1", "2");
    assertThat(object(Duration.ofHours(5))).isEqualTo("1 waiting");
    assertThat(object(Duration.ofHours(2))).as("within the time").isEqualTo("1 waiting");
    assertThat(object(Duration.ZERO)).isEqualTo("1 dead");
    assertThat(
            jdbc.queryForObject(
                "select reason from outbox where message_id = ?", String.class, RRI + "1"))
        .isEqualTo("AE; answered so for longer than parley.outbox.patience");
    assertThat(take("a")).as("those behind it go on").isEqualTo("2");
    outbox.replay(id(RRI + "1"));
    assertThat(object(Duration.ZERO)).as("sent again by a person").isEqualTo("1 waiting");
  }

  @Test
  void timeInWhichTheReceiverWasAwayIsNotCounted() {
    put("a", RRI, "1");
    assertThat(object(Duration.ofMinutes(1))).isEqualTo("1 waiting");
    var away = outbox.takeNext("a", LEASE).orElseThrow();
    outbox.noteFailed(away, "no connection", Optional.empty(), Duration.ofHours(8));
    jdbc.update(
        "update outbox set next_attempt = now(), created_at = now() - interval '1 day',"
            + " objected_since = now() - interval '8 hours'");
    assertThat(object(Duration.ofMinutes(1))).isEqualTo("1 waiting");
    assertThat(line().objectedSince()).isBefore(Instant.now().minus(Duration.ofHours(7)));
  }

  /** Takes the next, has it refused, and says which it was and its state; all are due again. */
  private static String refuse(String destination) {
    var taken = outbox.takeNext(destination, LEASE).orElseThrow();
    assertThat(outbox.noteRefused(taken, "refused", Optional.empty(), THREE, Duration.ZERO))
        .isTrue();
    return number(taken.message().messageId()) + ' ' + state(taken.id());
  }

  private static String object(Duration delay) {
    var taken = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(outbox.noteObjected(taken, "AE", Optional.empty(), THREE, delay)).isTrue();
    jdbc.update("update outbox set next_attempt = now()");
    return number(taken.message().messageId()) + ' ' + state(taken.id());
  }

  private static String take(String destination) {
    var taken = outbox.takeNext(destination, LEASE).orElseThrow();
    outbox.noteSent(taken, "", Optional.empty());
    return number(taken.message().messageId());
  }

  private static String number(String messageId) {
    return messageId.substring(messageId.length() - 1);
  }

  private static String state(long id) {
    return jdbc.queryForObject("select state from outbox where id = ?", String.class, id);
  }

  private static long id(String messageId) {
    return jdbc.queryForObject("select id from outbox where message_id = ?", Long.class, messageId);
  }

  private static DestinationLine line() {
    return new OutboxQueries(jdbc, name -> false, THREE.inARow()).destinations().get(0);
  }

  /** Each about a referral of the same number. */
  private static void put(String destination, String kind, String... numbers) {
    for (var number : numbers) {
      outbox.put(
          new OutboxDraft(
              destination,
              kind,
              "ServiceRequest/" + number,
              "content".getBytes(StandardCharsets.UTF_8),
              "text/plain",
              kind + number,
              "",
              Optional.empty()));
    }
  }
}
