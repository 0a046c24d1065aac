package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two clients write of one course at the same moment; it never ends in an illegal state. */
class TwoClientsTest {

  private static final int ROUNDS = 15;

  private final ExecutorService clients = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  /** The referral taken back against care begun: different resources, neither may follow. */
  @Test
  void withdrawnAndBegunAtOnce() throws Exception {
    exclusive(
        journey -> journey.put("ServiceRequest", journey.referral("revoked")).statusCode(),
        journey -> journey.put("EpisodeOfCare", journey.course("active", "")).statusCode(),
        List.of("cancelled revoked cancelled", "active active completed"));
  }

  /** Two people decide the triage differently, in two Tasks. */
  @Test
  void acceptedAndRejectedAtOnce() throws Exception {
    exclusive(
        journey -> journey.put("Task", journey.triage("completed", "accept")).statusCode(),
        journey ->
            journey
                .put(
                    "Task",
                    journey.task("t" + journey.id.substring(1), "triage", "completed", "reject"))
                .statusCode(),
        List.of("waitlist active completed", "cancelled revoked cancelled"));
  }

  /** One writes a transaction of all three, the other discharges. */
  @Test
  void aTransactionAgainstAWrite() throws Exception {
    exclusive(
        journey ->
            journey
                .http
                .postJson(
                    "/fhir",
                    Journey.bundle(
                        "transaction",
                        journey.triage("completed", "redirect"),
                        journey.referral("revoked"),
                        journey.course("cancelled", "")))
                .statusCode(),
        journey ->
            journey.put("EpisodeOfCare", journey.ended("nhs-discharge-reason", "50")).statusCode(),
        List.of("cancelled revoked completed", "finished completed cancelled"));
  }

  private void exclusive(
      Function<Journey, Integer> one, Function<Journey, Integer> other, List<String> ends)
      throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var journey = Journey.begun();
      var start = new CyclicBarrier(2);
      var first = clients.submit(at(start, () -> one.apply(journey)));
      var second = clients.submit(at(start, () -> other.apply(journey)));
      var codes = List.of(first.get(), second.get());
      assertThat(codes).as("round %d", round).containsOnlyOnce(409);
      assertThat(codes).as("round %d", round).anyMatch(code -> code < 300);
      assertThat(journey.statuses()).isEqualTo(ends.get(codes.get(0) == 409 ? 1 : 0));
      assertThat(journey.activities()).hasSize(2);
    }
  }

  private static Callable<Integer> at(CyclicBarrier start, Callable<Integer> write) {
    return () -> {
      start.await();
      return write.call();
    };
  }
}
