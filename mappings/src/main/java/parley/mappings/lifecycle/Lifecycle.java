package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/**
 * The state machine of a course of treatment. It is asked with the three resources as they were and
 * as they would be; it answers whether that may be, and what has to be stored with it. Pure; safe
 * to share between threads.
 */
public final class Lifecycle {

  private static final Set<EpisodeOfCareStatus> STEPPED =
      Set.of(
          EpisodeOfCareStatus.ACTIVE,
          EpisodeOfCareStatus.ONHOLD,
          EpisodeOfCareStatus.FINISHED,
          EpisodeOfCareStatus.ENTEREDINERROR);

  private final EndRules ends;

  public Lifecycle(Terminology terminology) {
    this.ends = new EndRules(terminology);
  }

  /**
   * A course is recorded for the first time, in whatever state it is: a service may take over
   * courses under way, or record one after the event.
   *
   * @param day the English day today, for what has to be dated
   */
  public Change begin(CourseRecord after, LocalDate day) {
    var problems = malformed(after, Optional.empty(), day);
    if (!problems.isEmpty()) {
      return new Change.Malformed(problems);
    }
    var to = after.standing();
    var clash = clash(after, to, after.triage());
    if (clash.isPresent()) {
      return new Change.Malformed(List.of(clash.get()));
    }
    return new Change.Allowed(Optional.empty(), to, Settling.of(after, to, day));
  }

  /**
   * One or more of the resources of a course are written.
   *
   * @param before as they are stored
   * @param written as they would be stored
   * @param day the English day today, for what has to be dated
   */
  public Change change(CourseRecord before, CourseRecord written, LocalDate day) {
    var problems = malformed(written, Optional.of(before.course()), day);
    if (!problems.isEmpty()) {
      return new Change.Malformed(problems);
    }
    var after = Ending.keep(before, written, day);
    var from = before.standing();
    var asked = new Asked(before, after);
    var to = asked.standing();
    if (asked.isBackward()) {
      return new Change.Forbidden(decided(from), from);
    }
    if (!from.equals(to) && !Transitions.allows(from, to)) {
      return new Change.Forbidden(forbidden(from, to), from);
    }
    var clash = clash(after, to, asked.triageWritten());
    if (clash.isPresent()) {
      return from.equals(to)
          ? new Change.Forbidden(clash.get(), from)
          : new Change.Malformed(List.of(clash.get()));
    }
    var following = new ArrayList<>(Settling.of(after, to, day));
    if (following.stream().anyMatch(asked::contradicts)) {
      return new Change.Malformed(List.of(contradiction()));
    }
    if (after.course() != written.course()
        && following.stream().noneMatch(EpisodeOfCare.class::isInstance)) {
      following.add(after.course());
    }
    return from.equals(to) && following.isEmpty()
        ? new Change.None(to)
        : new Change.Allowed(Optional.of(from), to, following);
  }

  /**
   * A person opens again what ended by mistake: a course turned away is received anew, one that
   * ended goes back to where it was.
   */
  public Change reopen(CourseRecord before) {
    var from = before.standing();
    if (!from.state().isTurnedAway() && !from.state().isEnded()) {
      return new Change.Forbidden(
          Problem.error(
              ProblemCode.STATE_CONFLICT,
              "Task.status",
              "only a course that was turned away or has ended is opened again",
              allowed(from)),
          from);
    }
    var opened = Reopening.of(before);
    return new Change.Allowed(Optional.of(from), opened.standing(), opened.resources());
  }

  private List<Problem> malformed(
      CourseRecord after, Optional<EpisodeOfCare> before, LocalDate today) {
    var findings = new Findings();
    var course = after.course();
    ends.check(course, before, today, findings);
    CourseDays.checkStart(course, before, today, findings);
    PauseRules.check(course, today, findings);
    before.ifPresent(was -> PauseRules.kept(was, course, findings));
    if (course.hasExtension(Step.EXTENSION)) {
      if (Step.of(course).isEmpty()) {
        findings.invalid(
            "EpisodeOfCare.extension(step)",
            "the step is a code of CodeSystem/step",
            "give step-2 or step-3");
      } else if (!STEPPED.contains(course.getStatus())) {
        findings.contradiction(
            "EpisodeOfCare.extension(step)",
            "a course has a step once treatment has begun",
            "leave the step out, or set status active when treatment begins");
      }
    }
    for (var task : after.triage()) {
      ends.check(task, findings);
      var decision = task.getBusinessStatus().getCoding();
      if (Decision.isDone(task)
          && decision.stream().anyMatch(it -> Systems.codeSystem("task").equals(it.getSystem()))
          && Decision.of(task).isEmpty()) {
        findings.invalid(
            "Task.businessStatus",
            "a triage ends with accept, redirect or reject",
            "give one of these codes of CodeSystem/task");
      }
    }
    return findings.all();
  }

  /** What the referral or a triage says that cannot go with the state. */
  private static Optional<Problem> clash(CourseRecord after, Standing to, List<Task> written) {
    var open = to.state().isOpen();
    if (open
        && (after.referralIs(ServiceRequestStatus.REVOKED)
            || after.referralIs(ServiceRequestStatus.ENTEREDINERROR))) {
      return Optional.of(
          Problem.error(
              ProblemCode.CONTRADICTION,
              "ServiceRequest.status",
              "a course cannot be " + to.words() + " when its referral is not in force",
              "check which of the two is right"));
    }
    if ((to.state() == CourseState.RECEIVED || to.state() == CourseState.TRIAGED)
        && after.referralIs(ServiceRequestStatus.COMPLETED)) {
      return Optional.of(
          Problem.error(
              ProblemCode.CONTRADICTION,
              "ServiceRequest.status",
              "a referral about which nothing is decided is not completed: it would be lost",
              "decide it first; " + allowed(to)));
    }
    return written.stream()
        .flatMap(task -> Decision.of(task).stream())
        .filter(decision -> !decision.agreesWith(to.state()))
        .findFirst()
        .map(decision -> contradiction());
  }

  private static Problem contradiction() {
    return Problem.error(
        ProblemCode.CONTRADICTION,
        "EpisodeOfCare.status",
        "what is written of EpisodeOfCare, ServiceRequest and Task means different states",
        "write one of them and the others follow, or write them all for one state");
  }

  private static Problem forbidden(Standing from, Standing to) {
    var level = from.state() == to.state() && !from.step().equals(to.step());
    return Problem.error(
        ProblemCode.STATE_CONFLICT,
        level ? "EpisodeOfCare.extension(step)" : "EpisodeOfCare.status",
        level
            ? "the step of a course that is " + from.words() + " does not change"
            : "a course that is " + from.words() + " cannot become " + to.words(),
        allowed(from));
  }

  private static Problem decided(Standing from) {
    return Problem.error(
        ProblemCode.STATE_CONFLICT,
        "Task.businessStatus",
        "a triage that is completed is not taken back, nor is its decision changed",
        "leave the Task as it is; " + allowed(from));
  }

  private static String allowed(Standing from) {
    return "from " + from.words() + " these are allowed: " + choices(from);
  }

  /** What is allowed from a standing, in one line. */
  static String choices(Standing from) {
    var choices = new ArrayList<>(Transitions.choices(from));
    return choices.isEmpty() ? "nothing" : String.join("; ", choices);
  }
}
