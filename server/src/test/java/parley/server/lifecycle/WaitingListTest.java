package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.RunningGateway;
import parley.server.lifecycle.CareChanges.Noted;
import parley.server.lifecycle.CareChanges.Touched;
import parley.submissions.course.CourseModel;
import parley.submissions.waiting.Wait;

/** The rows of those who wait are what the record says, whatever is written and by whom. */
class WaitingListTest {

  private static final Set<EpisodeOfCareStatus> OPEN =
      Set.of(
          EpisodeOfCareStatus.PLANNED,
          EpisodeOfCareStatus.WAITLIST,
          EpisodeOfCareStatus.ACTIVE,
          EpisodeOfCareStatus.ONHOLD);

  private final RunningGateway gateway = RunningGateway.shared();
  private final WaitingList list = gateway.bean(WaitingList.class);
  private final List<Journey> people =
      IntStream.range(0, 4).mapToObj(person -> Journey.begun()).toList();

  @Test
  void theListIsTheRecordAfterEveryWrite() {
    var care = new RandomCare(people, 0);
    var seen = new HashSet<Set<WaitingRow>>();
    for (var step = 0; step < 120; step++) {
      care.step();
      var expected = recorded(ours());
      assertThat(listed(ours())).as("after step %d", step).isEqualTo(expected);
      seen.add(expected);
    }
    // Else it would have compared one list with itself.
    assertThat(care.written()).isGreaterThan(60);
    assertThat(seen).hasSizeGreaterThan(20);
    assertThat(Set.copyOf(list.now())).isEqualTo(recorded(""));
  }

  /** Three write and one asks at the same time; two gateways are two who work changes off. */
  @Test
  void writersAndReadersAtOnceLeaveTheListThatIsRecorded() throws Exception {
    var threads = Executors.newFixedThreadPool(5);
    var writing = new AtomicBoolean(true);
    try {
      var readers =
          Stream.of(list, secondGateway())
              .map(one -> threads.submit(() -> asking(one, writing)))
              .toList();
      var writers =
          IntStream.of(1, 2, 3)
              .mapToObj(writer -> threads.submit(() -> writing(new RandomCare(people, writer))))
              .toList();
      for (var writer : writers) {
        assertThat(writer.get()).isGreaterThan(20);
      }
      writing.set(false);
      for (var reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      // Else a second gateway would go on working changes off, and the next tests be told of none.
      writing.set(false);
      threads.shutdown();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(listed(ours())).isEqualTo(recorded(ours()));
  }

  /** Nothing that this program works out is answered from what another one did. */
  @Test
  void rowsOfAnotherProgramAreMadeAnew() {
    assertThat(listed(ours())).isEqualTo(recorded(ours())).isNotEmpty();
    gateway.jdbc().update("update waiting_course set edition = 'another', since = '2020-01-01'");
    assertThat(listed(ours())).isEqualTo(recorded(ours()));
    gateway.jdbc().update("delete from waiting_course");
    list.complete();
    assertThat(listed(ours())).isEqualTo(recorded(ours()));
  }

  /** A row that is made anew by nobody, as by a program of another version that goes on working. */
  @Test
  void nobodyIsHiddenByWhatAnotherProgramMade() {
    var jdbc = gateway.jdbc();
    var second = secondGateway(Duration.ofSeconds(5));
    var key =
        "select res_id from hfj_resource where res_type = 'Patient' and fhir_id = '%s'"
            .formatted(people.get(0).id);
    jdbc.update(
        "insert into waiting_course (course, edition, course_id, paused, pauses)"
            + " values (("
            + key
            + "), 'another', 'x', false, '')");
    try {
      assertThatThrownBy(second::now)
          .isInstanceOf(WaitingListNotReady.class)
          // Another version, or another gateway that is at work on its rows when the time is over.
          .hasMessageStartingWith("another ");
    } finally {
      jdbc.update("delete from waiting_course where course_id = 'x'");
    }
    assertThat(listed(ours())).isEqualTo(recorded(ours())).isNotEmpty();
  }

  @Test
  void whoAsksWaitsABoundedTime() {
    var another = secondGateway(Duration.ofMillis(300));
    workingOff(
        () -> {
          assertThatThrownBy(another::now).isInstanceOf(WaitingListNotReady.class);
          var answer = people.get(0).http.get("/worklists/waiting");
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).contains("10");
          assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
              .startsWith("text/plain");
          assertThat(answer.body()).startsWith("Who waits cannot be said now");
        });
    assertThat(people.get(0).http.get("/worklists/waiting").statusCode()).isEqualTo(200);
  }

  /** Does something while another works changes off, and there are some. */
  private void workingOff(Runnable meanwhile) {
    var transactions = new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));
    var changes = new CareChanges(gateway.jdbc());
    transactions.executeWithoutResult(
        status -> {
          changes.lock(Patience.endless());
          people.get(0).stored("EpisodeOfCare", people.get(0).course("waitlist", ""));
          meanwhile.run();
        });
  }

  @Test
  void whatIsClosedAnswersNoMore() {
    var another = secondGateway();
    assertThat(another.now()).isNotEmpty();
    another.close();
    assertThatThrownBy(another::now).isInstanceOf(WaitingListNotReady.class);
  }

  @Test
  void aClosedCourseWithoutARowIsNotLookedAt() {
    var journey = people.get(0);
    var changes = new CareChanges(gateway.jdbc());
    var key =
        gateway
            .jdbc()
            .queryForObject(
                "select res_id from hfj_resource where res_type = 'EpisodeOfCare' and fhir_id = ?",
                Long.class,
                journey.id);
    var noted = new Noted(List.of(), List.of(key));
    assertThat(changes.courses(noted)).containsExactly(new Touched(key, journey.id, true));
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    journey.stored("EpisodeOfCare", journey.course("active", ""));
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "50"));
    assertThat(listed(ours())).isEqualTo(recorded(ours()));
    assertThat(changes.courses(noted)).containsExactly(new Touched(key, journey.id, false));
  }

  /**
   * A client says that one person is another: what comes from then on is under the other's name.
   */
  @Test
  void theCareOfJoinedPatientsIsOnePersons() {
    var journey = people.get(0);
    var survivor = people.get(1).id;
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    journey.stored("EpisodeOfCare", journey.course("active", ""));
    assertThat(waitsFor(journey)).isEqualTo(Wait.Until.FIRST_TREATMENT);
    journey.stored("Patient", journey.replacedBy(survivor));
    journey.stored("Encounter", journey.treatment(survivor, "2026-09-20"));
    assertThat(waitsFor(journey)).isEqualTo(Wait.Until.SECOND_TREATMENT);
    journey.stored("Encounter", journey.treatment(survivor, "2026-08-20"));
    assertThat(waitsFor(journey)).isEqualTo(Wait.Until.FIRST_TREATMENT);
  }

  private Wait.Until waitsFor(Journey journey) {
    return listed(journey.id).stream().findFirst().orElseThrow().until();
  }

  /** A reference to what is in no store of this gateway has no target. */
  @Test
  void aReferenceWithoutATargetMayGo() {
    var transactions = new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));
    var jdbc = gateway.jdbc();
    var link =
        " where src_path = 'Task.focus' and src_resource_id = (select res_id from hfj_resource"
            + " where res_type = 'Task' and fhir_id = '%s')".formatted(people.get(0).id);
    transactions.executeWithoutResult(
        status -> {
          assertThat(
                  jdbc.update(
                      "update hfj_res_link set target_resource_id = null,"
                          + " target_resource_url = 'https://other.example/fhir/Task/1'"
                          + link))
              .isEqualTo(1);
          assertThat(jdbc.update("delete from hfj_res_link" + link)).isEqualTo(1);
          status.setRollbackOnly();
        });
  }

  /** The condition that a course is one of this test's. */
  private String ours() {
    return people.stream()
        .map(journey -> "'" + journey.id + "'")
        .collect(Collectors.joining(",", " and fhir_id in (", ")"));
  }

  private Set<WaitingRow> listed(String ours) {
    return list.now().stream()
        .filter(row -> ours.contains(row.episode()))
        .collect(Collectors.toSet());
  }

  /** Who waits by the record alone. */
  private Set<WaitingRow> recorded(String condition) {
    var keys =
        gateway
            .jdbc()
            .queryForList(
                "select res_id from hfj_resource where res_type = 'EpisodeOfCare'"
                    + " and res_deleted_at is null"
                    + condition,
                Long.class);
    var model = gateway.bean(CourseModel.class);
    return gateway.bean(WaitingCourses.class).of(keys).values().stream()
        .filter(found -> OPEN.contains(found.episode().getStatus()))
        .flatMap(found -> found.course().stream())
        .flatMap(course -> WaitingRow.of(course, model).stream())
        .collect(Collectors.toSet());
  }

  private static int asking(WaitingList one, AtomicBoolean writing) {
    var asked = 0;
    do {
      one.now();
      asked++;
    } while (writing.get());
    return asked;
  }

  private static int writing(RandomCare care) {
    for (var step = 0; step < 60; step++) {
      care.step();
    }
    return care.written();
  }

  private WaitingList secondGateway() {
    return gateway
        .bean(LifecycleConfiguration.class)
        .waitingList(
            gateway.jdbc(),
            gateway.bean(WaitingCourses.class),
            gateway.bean(CourseModel.class),
            gateway.bean(PlatformTransactionManager.class),
            event -> {});
  }

  private WaitingList secondGateway(Duration longest) {
    assertThat(list.now()).isNotEmpty();
    var transactions = new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));
    transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    var edition =
        gateway.jdbc().queryForObject("select max(edition) from waiting_course", String.class);
    return new WaitingList(
        new CareChanges(gateway.jdbc()),
        new WaitingRows(gateway.jdbc(), edition),
        gateway.bean(WaitingCourses.class),
        gateway.bean(CourseModel.class),
        edition,
        transactions,
        changed -> {},
        longest);
  }
}
