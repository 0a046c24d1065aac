package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import parley.camelroutes.Attempt;
import parley.camelroutes.MessageJournal;
import parley.camelroutes.MessageMapper;
import parley.camelroutes.RecordStore;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;
import parley.server.RunningGateway;

/** Messages handed to the store as the spine hands them, past the inlets. */
final class JournalledWork {

  private final RunningGateway gateway;

  JournalledWork(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** A message, journalled and mapped. */
  RecordStore.Work of(String text) {
    var bytes = text.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    var now = Instant.parse("2026-11-02T09:00:00Z");
    var sender = Sender.withDefaults("TESTPAS|RXX");
    var id =
        gateway
            .bean(MessageJournal.class)
            .record(new MessageJournal.Arrival("http", "contention", "", "", bytes, now, Set.of()))
            .entry()
            .id();
    return new RecordStore.Work(
        id,
        Attempt.RECEIVED,
        map(id, now, sender, bytes, Map.of()),
        ids -> map(id, now, sender, bytes, ids),
        List.of(),
        (state, problems) -> Optional.empty());
  }

  private RecordBundle map(
      long id, Instant now, Sender sender, byte[] bytes, Map<String, String> ids) {
    var inbound = new InboundMessage(String.valueOf(id), now, sender, bytes, ids);
    return ((MappingResult.Mapped) gateway.bean(MessageMapper.class).map(inbound)).bundle();
  }

  /** Stores one alone. */
  RecordStore.Result apply(RecordStore.Work work) {
    return gateway.bean(RecordStore.class).apply(List.of(work)).get(0);
  }

  /** Database sessions that wait for another's lock. */
  long waiting() {
    return gateway
        .jdbc()
        .query(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'",
            (row, index) -> row.getLong(1))
        .get(0);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
