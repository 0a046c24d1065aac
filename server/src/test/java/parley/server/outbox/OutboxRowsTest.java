package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.outbox.OutboxDraft;
import parley.camelroutes.outbox.OutboxEntry;
import parley.camelroutes.outbox.OutboxEntry.State;
import parley.server.OwnSchema;

/** The rules of the port on PostgreSQL, in a schema that no gateway sends from. */
class OutboxRowsTest {

  private static final Duration LEASE = Duration.ofSeconds(30);

  private static JdbcTemplate jdbc;
  private static JdbcOutbox outbox;
  private static TransactionTemplate transaction;

  @BeforeAll
  static void schema() {
    var source = OwnSchema.make("outbox_rows_test");
    jdbc = new JdbcTemplate(source);
    var transactions = new JdbcTransactionManager(source);
    transaction = new TransactionTemplate(transactions);
    outbox = new JdbcOutbox(jdbc, transactions);
  }

  @BeforeEach
  void empty() {
    OwnSchema.empty(jdbc);
  }

  @Test
  void aRowIsThereExactlyWhenItsCauseIs() {
    transaction.execute(
        status -> {
          outbox.put(draft("a", "1"));
          status.setRollbackOnly();
          return true;
        });
    assertThat(outbox.takeDue(Set.of(), 10, LEASE)).isEmpty();
    transaction.execute(status -> outbox.put(draft("a", "1")));
    assertThat(outbox.put(draft("a", "1"))).as("the same message again").isFalse();
    assertThat(outbox.put(draft("b", "1"))).as("the same id elsewhere").isTrue();
    var taken = outbox.takeDue(Set.of(), 10, LEASE);
    assertThat(taken).extracting(OutboxEntry::destination).containsExactlyInAnyOrder("a", "b");
    assertThat(taken.get(0).message().bytes()).isEqualTo("content".getBytes());
    assertThat(taken.get(0).attempts()).isEqualTo(1);
  }

  @Test
  void theNextOfADestinationIsTakenOnlyWhenTheFormerIsDone() {
    put("a", 1, 2, 3);
    var first = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(outbox.takeNext("a", LEASE)).isEmpty();
    assertThat(outbox.takeDue(Set.of(), 10, LEASE)).isEmpty();
    assertThat(outbox.noteFailed(first, "away", Optional.empty(), Duration.ofHours(1))).isTrue();
    assertThat(outbox.takeNext("a", LEASE)).as("the first is not due").isEmpty();
    jdbc.update("update outbox set next_attempt = now()");
    var again = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(again.message().messageId()).isEqualTo("1");
    assertThat(again.attempts()).isEqualTo(2);
    assertThat(again.reason()).isEqualTo("away");
    outbox.noteDead(again, "refused with AR", Optional.of("no".getBytes()));
    var second = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(second.message().messageId()).isEqualTo("2");
    outbox.noteSent(second, "ref", Optional.of("yes".getBytes()));
    assertThat(outbox.takeNext("a", LEASE).orElseThrow().message().messageId()).isEqualTo("3");
    assertThat(jdbc.queryForList("select outcome from outbox_attempt order by at", String.class))
        .containsExactly("failed", "dead", "sent");
  }

  @Test
  void whatADeadProcessHadTakenIsTakenAgainAfterItsLease() throws Exception {
    put("a", 1, 2);
    var lost = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(outbox.takeNext("a", LEASE)).isEmpty();
    jdbc.update("update outbox set leased_until = now() - interval '1 second'");
    var again = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(again.id()).isEqualTo(lost.id());
    assertThat(again.message().messageId()).isEqualTo(lost.message().messageId());
    assertThat(outbox.noteFailed(lost, "late", Optional.empty(), Duration.ZERO))
        .as("a note by who lost it")
        .isFalse();
    assertThat(outbox.noteSent(again, "", Optional.empty())).isTrue();
    assertThat(outbox.noteSent(again, "", Optional.empty())).as("twice").isFalse();
  }

  @Test
  void timeRunsOutAndAPersonSendsAgain() {
    var old =
        new OutboxDraft("a", "k", "", new byte[] {1}, "x", "old", "", Optional.of(Instant.EPOCH));
    outbox.put(old);
    put("a", 2);
    assertThat(outbox.takeNext("a", LEASE)).as("behind one that has run out").isEmpty();
    assertThat(outbox.expire()).isEqualTo(1);
    var second = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(second.message().messageId()).isEqualTo("2");
    long id = jdbc.queryForObject("select id from outbox where message_id = 'old'", Long.class);
    assertThat(outbox.replay(id).orElseThrow().state()).isEqualTo(State.WAITING);
    assertThat(outbox.replay(second.id()).orElseThrow().state()).isEqualTo(State.WAITING);
    assertThat(outbox.replay(0)).isEmpty();
    outbox.noteSent(second, "", Optional.empty());
    assertThat(outbox.replay(second.id()).orElseThrow().state()).isEqualTo(State.SENT);
    assertThat(outbox.takeNext("a", LEASE).orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void takingBackLeavesWhatIsBeingSent() {
    put("a", 1, 2, 3);
    var first = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(outbox.cancel(first.id(), "no")).isFalse();
    assertThat(outbox.cancelWaiting("a", "unsubscribed")).isEqualTo(2);
    assertThat(outbox.noteSent(first, "", Optional.empty())).isTrue();
    assertThat(jdbc.queryForList("select state from outbox order by id", String.class))
        .containsExactly("sent", "cancelled", "cancelled");
  }

  @Test
  void manyTakersNeverHoldTwoOfADestinationAndKeepItsOrder() throws Exception {
    for (int destination = 0; destination < 6; destination++) {
      put("d" + destination, IntStream.rangeClosed(1, 30).toArray());
    }
    Map<String, List<Integer>> sent = new ConcurrentHashMap<>();
    var inFlight = ConcurrentHashMap.<String>newKeySet();
    var twice = Collections.synchronizedList(new ArrayList<String>());
    var pool = Executors.newFixedThreadPool(8);
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int taker = 0; taker < 8; taker++) {
      pool.submit(
          () -> {
            while (count() > 0 && System.nanoTime() < end) {
              for (var entry : outbox.takeDue(Set.of(), 3, LEASE)) {
                if (!inFlight.add(entry.destination())) {
                  twice.add(entry.destination());
                }
                sent.computeIfAbsent(
                        entry.destination(), it -> Collections.synchronizedList(new ArrayList<>()))
                    .add(Integer.valueOf(entry.message().messageId()));
                inFlight.remove(entry.destination());
                outbox.noteSent(entry, "", Optional.empty());
              }
            }
          });
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(70, TimeUnit.SECONDS)).isTrue();
    assertThat(twice).isEmpty();
    assertThat(sent).hasSize(6);
    assertThat(sent.values())
        .allSatisfy(
            numbers ->
                assertThat(numbers)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).boxed().toList()));
  }

  @Test
  void aRenewedLeaseKeepsARowAndALostOneCannotBeRenewed() {
    put("a", 1);
    var taken = outbox.takeNext("a", Duration.ofSeconds(1)).orElseThrow();
    assertThat(outbox.renew(taken, Duration.ofHours(1))).isTrue();
    assertThat(
            jdbc.queryForObject(
                "select leased_until > now() + interval '50 minutes' from outbox", Boolean.class))
        .isTrue();
    jdbc.update("update outbox set leased_until = now() - interval '1 second'");
    var other = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(outbox.renew(taken, LEASE)).as("another has it").isFalse();
    outbox.noteFailed(other, "away", Optional.empty(), Duration.ZERO);
    assertThat(outbox.renew(other, LEASE)).as("given back").isFalse();
  }

  @Test
  void aPartThatIsOverThereIsNoFailedTry() {
    put("a", 1);
    var taken = outbox.takeNext("a", LEASE).orElseThrow();
    assertThat(outbox.notePart(taken, "2 of 4 chunks")).isTrue();
    assertThat(jdbc.queryForObject("select outcome from outbox_attempt", String.class))
        .isEqualTo("part");
    assertThat(outbox.takeNext("a", LEASE)).as("at once").isPresent();
  }

  @Test
  void aLookTakesNoLongerForTensOfThousandsOfRows() {
    jdbc.update(
        "insert into outbox (destination, kind, bytes, content_type, message_id)"
            + " select 'd' || n % 50, 'notification', ''::bytea, 'x', n::text"
            + " from generate_series(1, 50000) n");
    jdbc.execute("analyze outbox");
    var began = System.nanoTime();
    var taken = outbox.takeDue(Set.of("d7"), 100, LEASE);
    var took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(taken).hasSize(49);
    assertThat(taken).extracting(OutboxEntry::destination).doesNotContain("d7");
    System.out.println(
        "a look over 50,000 rows of 50 destinations took " + took.toMillis() + " ms");
    assertThat(took).isLessThan(Duration.ofSeconds(20));
  }

  private static int count() {
    return jdbc.queryForObject(
        "select count(*) from outbox where state = 'waiting'", Integer.class);
  }

  private static void put(String destination, int... numbers) {
    for (int number : numbers) {
      outbox.put(draft(destination, String.valueOf(number)));
    }
  }

  private static OutboxDraft draft(String destination, String id) {
    return new OutboxDraft(
        destination,
        "notification",
        "Task/1",
        "content".getBytes(StandardCharsets.UTF_8),
        "text/plain",
        id,
        "",
        Optional.empty());
  }
}
