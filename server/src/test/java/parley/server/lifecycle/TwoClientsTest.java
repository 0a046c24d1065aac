package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.store.HeldCourses;

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

  /** A delete takes the lock that writes take, and waits for who holds it. */
  @Test
  void deletingAReferralWaitsForWhoWritesOfItsCourse() throws Exception {
    var journey = new Journey();
    journey.stored("Patient", journey.patient());
    journey.stored("ServiceRequest", journey.referral("active"));
    var name = "ServiceRequest/" + journey.id;
    var courses = journey.gateway.bean(HeldCourses.class);
    var jdbc = journey.gateway.bean(JdbcTemplate.class);
    var transaction =
        new TransactionTemplate(journey.gateway.bean(PlatformTransactionManager.class));
    var deletion =
        transaction.execute(
            status -> {
              courses.lock(List.of(name));
              var deleting =
                  clients.submit(() -> journey.http.delete("/fhir/" + name).statusCode());
              var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
              while (!deleting.isDone() && !isWaitedFor(jdbc, name) && System.nanoTime() < until) {
                Thread.onSpinWait();
              }
              assertThat(isWaitedFor(jdbc, name)).as("the delete waits").isTrue();
              return deleting;
            });
    assertThat(deletion.get()).isEqualTo(200);
    assertThat(journey.http.get("/fhir/" + name).statusCode()).isEqualTo(410);
  }

  private static boolean isWaitedFor(JdbcTemplate jdbc, String referral) {
    return !jdbc.queryForList(
            "select 1 from pg_locks where locktype = 'advisory' and not granted"
                + " and (classid::bigint << 32 | objid::bigint) = hashtextextended(?, 0)",
            Integer.class,
            "course:" + referral)
        .isEmpty();
  }

  /** The referral deleted against a course recorded for it: one of the two, never both. */
  @Test
  void deletedAndBegunAtOnce() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var journey = new Journey();
      journey.stored("Patient", journey.patient());
      journey.stored("ServiceRequest", journey.referral("active"));
      var start = new CyclicBarrier(2);
      var deleted =
          clients.submit(
              at(
                  start,
                  () -> journey.http.delete("/fhir/ServiceRequest/" + journey.id).statusCode()));
      var begun =
          clients.submit(
              at(
                  start,
                  () -> journey.put("EpisodeOfCare", journey.course("planned", "")).statusCode()));
      assertThat(deleted.get() < 300)
          .as("round %d: %d and %d", round, deleted.get(), begun.get())
          .isNotEqualTo(begun.get() < 300);
      assertThat(journey.http.get("/fhir/ServiceRequest/" + journey.id).statusCode())
          .isEqualTo(deleted.get() < 300 ? 410 : 200);
      assertThat(journey.http.get("/fhir/EpisodeOfCare/" + journey.id).statusCode())
          .isEqualTo(begun.get() < 300 ? 200 : 404);
    }
  }

  /** What may follow which, said apart from the product; paused and resumed are one state here. */
  private static final Map<String, Set<String>> PATHS =
      Map.of(
          "received",
          Set.of(
              "triaged",
              "accepted",
              "redirected",
              "rejected",
              "withdrawn",
              "assessment",
              "discharged",
              "lapsed"),
          "triaged",
          Set.of(
              "accepted",
              "redirected",
              "rejected",
              "withdrawn",
              "assessment",
              "discharged",
              "lapsed"),
          "accepted",
          Set.of("accepted", "assessment", "withdrawn", "discharged", "lapsed"),
          "assessment",
          Set.of("treatment", "discharged", "lapsed"),
          "treatment",
          Set.of("treatment", "discharged", "lapsed"));

  private static final Set<String> LEGAL =
      Set.of(
          "planned active requested",
          "planned active completed",
          "waitlist active completed",
          "waitlist completed completed",
          "onhold completed completed",
          "active completed completed",
          "onhold active completed",
          "active active completed",
          "cancelled revoked completed",
          "cancelled revoked cancelled",
          "finished completed completed",
          "finished completed cancelled");

  /** Anything the two can write, by chance from fixed seeds. */
  @Test
  void whateverTwoClientsWriteTheCourseStaysLegal() throws Exception {
    for (var seed = 0; seed < ROUNDS; seed++) {
      var journey = Journey.begun();
      var start = new CyclicBarrier(2);
      var one = new Random(seed);
      var other = new Random(1000L + seed);
      var first = clients.submit(at(start, () -> anyWrites(journey, one)));
      var second = clients.submit(at(start, () -> anyWrites(journey, other)));
      assertThat(first.get() + second.get()).as("writes taken, seed %d", seed).isPositive();
      assertThat(LEGAL).as("seed %d", seed).contains(journey.statuses());
      var states = journey.activities().stream().map(activity -> activity.split("\\+")[0]).toList();
      for (var i = 1; i < states.size(); i++) {
        assertThat(PATHS.getOrDefault(states.get(i - 1), Set.of()))
            .as("seed %d: %s", seed, states)
            .contains(states.get(i));
      }
    }
  }

  /** How many of ten writes were taken; the others have to be conflicts or malformed. */
  private static int anyWrites(Journey journey, Random random) {
    var taken = 0;
    for (var number = 0; number < 10; number++) {
      var answer = anyWrite(journey, random);
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 409, 422);
      taken += answer.statusCode() < 300 ? 1 : 0;
    }
    return taken;
  }

  private static HttpResponse<String> anyWrite(Journey journey, Random random) {
    return switch (random.nextInt(13)) {
      case 0 -> journey.put("Task", journey.triage("completed", ""));
      case 1 -> journey.put("Task", journey.triage("completed", "accept"));
      case 2 -> journey.put("Task", journey.triage("requested", ""));
      case 3 -> journey.put("EpisodeOfCare", journey.course("planned", ""));
      case 4, 5 -> journey.put("EpisodeOfCare", journey.course("waitlist", ""));
      case 6, 7 -> journey.put("EpisodeOfCare", journey.course("active", ""));
      case 8 -> journey.put("EpisodeOfCare", journey.treated("step-2"));
      case 9 -> journey.put("EpisodeOfCare", journey.treated("step-3"));
      case 10 -> journey.put("EpisodeOfCare", journey.paused("onhold", ""));
      case 11 ->
          random.nextInt(3) == 0
              ? journey.put("ServiceRequest", journey.referral("revoked"))
              : journey.put("ServiceRequest", journey.referral("completed"));
      default ->
          random.nextInt(3) == 0
              ? journey.put("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"))
              : journey.put("Task", journey.triage("completed", "reject"));
    };
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
