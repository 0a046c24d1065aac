package parley.mappings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/**
 * No sequence of writes reaches an illegal state: a thousand courses with eighty writes each, made
 * by chance from fixed seeds. What is legal is said here once more, apart from the product.
 */
class LifecyclePropertiesTest {

  private static final int COURSES = 1000;
  private static final int WRITES = 80;
  private static final List<String> MEANT =
      List.of(
          "received",
          "triaged",
          "accepted",
          "redirected",
          "rejected",
          "withdrawn",
          "assessment",
          "treatment",
          "other-step",
          "discharged",
          "lapsed",
          "paused",
          "resumed");

  private static final Map<String, String> PATHS =
      Map.of(
          "received", "triaged accepted redirected rejected withdrawn assessment discharged lapsed",
          "triaged", "accepted redirected rejected withdrawn assessment discharged lapsed",
          "accepted", "accepted assessment withdrawn discharged lapsed",
          "assessment", "assessment treatment discharged lapsed",
          "treatment", "treatment discharged lapsed");

  @Test
  void noSequenceOfWritesReachesAnIllegalState() {
    var reached = new EnumMap<CourseState, Integer>(CourseState.class);
    var refused = 0;
    for (var seed = 0; seed < COURSES; seed++) {
      refused += course(seed, reached, 1);
    }
    for (var state : CourseState.values()) {
      assertThat(reached.getOrDefault(state, 0)).as("changes to " + state).isGreaterThan(100);
    }
    assertThat(refused).isGreaterThan(1000);
  }

  /** Each of two writes what it made of the course as it was up to eight writes ago. */
  @Test
  void noTwoClientsWithOldCopiesReachOneEither() {
    var reached = new EnumMap<CourseState, Integer>(CourseState.class);
    for (var seed = 0; seed < COURSES; seed++) {
      course(seed, reached, 8);
    }
    for (var state : CourseState.values()) {
      assertThat(reached.getOrDefault(state, 0)).as("changes to " + state).isGreaterThan(50);
    }
  }

  /**
   * One course.
   *
   * @param age how many writes ago at most a client read what it writes over
   * @return how many of the writes were refused
   */
  private static int course(int seed, Map<CourseState, Integer> reached, int age) {
    var random = new Random(seed);
    var made = new MadeCourse();
    var read = new ArrayList<CourseRecord>();
    var refused = 0;
    for (var number = 0; number < WRITES; number++) {
      var before = made.stored;
      read.add(before);
      var old = read.get(read.size() - 1 - random.nextInt(Math.min(age, read.size())));
      var reopens = random.nextInt(25) == 0;
      var change = reopens ? made.reopen() : made.write(written(before, old, random));
      if (change instanceof Change.Allowed) {
        var now = made.stored.standing();
        assertThat(problems(made.stored)).as("seed %d, write %d", seed, number).isEmpty();
        assertThat(path(before.standing(), now, reopens))
            .as("seed %d, write %d: %s to %s", seed, number, before.standing(), now)
            .isTrue();
        reached.merge(now.state(), 1, Integer::sum);
      } else if (change instanceof Change.None) {
        assertThat(made.stored.standing()).isEqualTo(before.standing());
        assertThat(problems(made.stored)).as("seed %d, write %d", seed, number).isEmpty();
      } else {
        refused++;
        assertThat(made.stored).isSameAs(before);
      }
    }
    return refused;
  }

  /** What is stored, with the resources that a client makes of the copies it has. */
  private static CourseRecord written(CourseRecord stored, CourseRecord old, Random random) {
    var client = new MadeCourse();
    client.stored = old;
    var write = anyWrite(client, random);
    return new CourseRecord(
        write.course() == old.course() ? stored.course() : write.course(),
        write.referral().equals(old.referral()) ? stored.referral() : write.referral(),
        write.triage().equals(old.triage()) ? stored.triage() : write.triage());
  }

  private static boolean path(Standing from, Standing to, boolean reopens) {
    if (to.state() == CourseState.ENTERED_IN_ERROR) {
      return true;
    }
    if (reopens) {
      return !from.state().isOpen() && to.state().isOpen();
    }
    if (from.equals(to)) {
      return true; // the others have followed
    }
    if (from.paused() && to.state().isOpen()) {
      return from.state() == to.state() && from.step().equals(to.step());
    }
    if (to.paused() && from.state() != to.state()) {
      return false;
    }
    return Set.of(PATHS.getOrDefault(from.state().code(), "").split(" "))
        .contains(to.state().code());
  }

  /** What must never be stored together. */
  private static List<String> problems(CourseRecord record) {
    var course = record.course().getStatus();
    var referral = record.referral().orElseThrow().getStatus();
    var triage = record.triage().get(0);
    var open =
        Set.of(TaskStatus.REQUESTED, TaskStatus.INPROGRESS, TaskStatus.ACCEPTED)
            .contains(triage.getStatus());
    var decided = Decision.of(triage);
    var inForce =
        referral != ServiceRequestStatus.REVOKED && referral != ServiceRequestStatus.ENTEREDINERROR;
    return switch (course) {
      case PLANNED ->
          check(
              inForce && referral != ServiceRequestStatus.COMPLETED && decided.isEmpty(),
              "planned");
      case WAITLIST, ACTIVE, ONHOLD ->
          check(
              inForce
                  && !open
                  && (decided.isEmpty() || decided.equals(Optional.of(Decision.ACCEPT)))
                  && !record.course().getPeriod().hasEnd(),
              "in care");
      case CANCELLED -> check(!inForce && !open, "cancelled");
      case FINISHED ->
          check(
              !open
                  && record.course().getPeriod().hasEnd()
                  && record.course().hasExtension(DischargeReason.EXTENSION),
              "finished");
      default -> List.of();
    };
  }

  private static List<String> check(boolean holds, String what) {
    return holds ? List.of() : List.of(what);
  }

  /** One resource or several, mostly with a meaning and sometimes with none. */
  private static CourseRecord anyWrite(MadeCourse made, Random random) {
    var kind = random.nextInt(10);
    if (kind < 5) {
      return meant(made, random);
    }
    var course =
        made.course(
            it -> {
              it.setStatus(any(EpisodeOfCareStatus.values(), EpisodeOfCareStatus.NULL, random));
              if (random.nextInt(3) == 0) {
                MadeCourse.step(it, random.nextBoolean() ? "step-2" : "step-3");
              }
              if (random.nextInt(6) == 0) {
                MadeCourse.ended(it, DischargeReason.NATIONAL, "46");
              }
            });
    var referral =
        made.referral(any(ServiceRequestStatus.values(), ServiceRequestStatus.NULL, random));
    var triage =
        made.triage(
            any(
                new TaskStatus[] {
                  TaskStatus.REQUESTED,
                  TaskStatus.INPROGRESS,
                  TaskStatus.ACCEPTED,
                  TaskStatus.COMPLETED,
                  TaskStatus.COMPLETED,
                  TaskStatus.CANCELLED
                },
                TaskStatus.NULL,
                random),
            List.of("", "accept", "reject", "redirect").get(random.nextInt(4)));
    return new CourseRecord(
        kind == 5 || kind == 8 ? course.course() : made.stored.course(),
        kind == 6 || kind == 9 ? referral.referral() : made.stored.referral(),
        kind >= 7 ? triage.triage() : made.stored.triage());
  }

  private static CourseRecord meant(MadeCourse made, Random random) {
    var other = new MadeCourse();
    other.stored = made.stored;
    return other.meaning(MEANT.get(random.nextInt(MEANT.size())));
  }

  private static <T> T any(T[] values, T none, Random random) {
    var value = values[random.nextInt(values.length)];
    return value == none ? values[0] : value;
  }
}
