package parley.server.lifecycle;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.lifecycle.Change;
import parley.mappings.lifecycle.CourseDays;
import parley.mappings.lifecycle.CourseRecord;
import parley.mappings.lifecycle.Decision;
import parley.mappings.lifecycle.EnglishDay;
import parley.mappings.lifecycle.Lifecycle;
import parley.mappings.lifecycle.Standing;
import parley.mappings.lifecycle.StateProvenance;
import parley.server.store.HeldCourses;

/**
 * Asks the state machine about every course that a transaction has written, and stores what follows
 * with a Provenance, or refuses the whole transaction. The courses are locked by then.
 */
final class CourseJudge {

  private final HeldCourses courses;
  private final Lifecycle lifecycle;
  private final OnwardReferrals onward;
  private final Clock clock;

  CourseJudge(HeldCourses courses, Lifecycle lifecycle, OnwardReferrals onward, Clock clock) {
    this.courses = courses;
    this.lifecycle = lifecycle;
    this.onward = onward;
    this.clock = clock;
  }

  /** In the transaction, after its last write. */
  void judge(CourseWrites writes) {
    courses.lock(writes.courses());
    courses.flush();
    writes.deleted().forEach(this::keepNamed);
    for (var course : writes.courses()) {
      judge(course, writes);
    }
    writes.reopenings().forEach(this::reopen);
    writes.onward().forEach(onward::judge);
  }

  /** A Bundle that deletes a referral may have begun a course for it, after it was found unused. */
  private void keepNamed(String referral) {
    if (!courses.courses(referral).isEmpty()) {
      throw Refusals.conflict(
          "EpisodeOfCare.referralRequest",
          "the referral of a course of treatment is not deleted",
          "set status revoked or entered-in-error on the referral, or name another in the course");
    }
  }

  private void judge(String name, CourseWrites writes) {
    var before = writes.before(name);
    var held =
        name.startsWith("EpisodeOfCare/")
            ? courses.find(name).map(EpisodeOfCare.class::cast).stream()
                .filter(course -> HeldCourses.referral(course).isEmpty())
                .toList()
            : courses.courses(name);
    keepReferral(before, writes);
    if (held.isEmpty()) {
      undecidable(before, writes);
      return;
    }
    if (held.size() > 1) {
      throw Refusals.conflict(
          "EpisodeOfCare.referralRequest",
          "the referral has a course of treatment already: a person would wait and count twice",
          "update that course, or set status entered-in-error on the one recorded by mistake");
    }
    var after = courses.record(held.get(0));
    var who = who(before.keySet(), writes);
    var change = change(after, before);
    corrected(change, before, after, who); // what is new is stored before what is changed
    apply(change, after, who);
  }

  private Change change(CourseRecord after, Map<String, Optional<Resource>> before) {
    var course = was(after.course(), before);
    if (course.isEmpty()) {
      return lifecycle.begin(after, today());
    }
    var record =
        new CourseRecord(
            course.get(),
            after.referral().flatMap(it -> was(it, before)),
            after.triage().stream().flatMap(it -> was(it, before).stream()).toList());
    return lifecycle.change(withLost(record, after, before), after, today());
  }

  /** A triage that was of this referral, and is not any more. */
  private static CourseRecord withLost(
      CourseRecord record, CourseRecord after, Map<String, Optional<Resource>> before) {
    var triage = new ArrayList<>(record.triage());
    for (var was : before.values()) {
      if (was.isPresent()
          && was.get() instanceof Task task
          && Decision.isTriage(task)
          && after.triage().stream()
              .noneMatch(it -> it.getIdPart().equals(task.getIdElement().getIdPart()))) {
        triage.add(task);
      }
    }
    return new CourseRecord(record.course(), record.referral(), triage);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Resource> Optional<T> was(
      T resource, Map<String, Optional<Resource>> before) {
    var name = CourseWrites.name(resource);
    return before.containsKey(name) ? before.get(name).map(it -> (T) it) : Optional.of(resource);
  }

  private void apply(Change change, CourseRecord after, Reference who) {
    if (change instanceof Change.Forbidden forbidden) {
      throw Refusals.forbidden(forbidden.problem(), forbidden.present());
    }
    if (change instanceof Change.Malformed malformed) {
      throw Refusals.malformed(malformed.problems());
    }
    if (change instanceof Change.Allowed allowed) {
      store(allowed, after, who);
    }
  }

  private void store(Change.Allowed allowed, CourseRecord after, Reference who) {
    if (allowed.from().equals(Optional.of(allowed.to()))) {
      courses.update(allowed.following());
      return;
    }
    courses.write(provenance(allowed.to(), after, who), allowed.following());
  }

  /** Says who changed days of the past, which the waits are counted from. */
  private void corrected(
      Change change, Map<String, Optional<Resource>> before, CourseRecord after, Reference who) {
    var was = was(after.course(), before);
    if (was.filter(it -> CourseDays.corrected(it, after.course())).isEmpty()) {
      return;
    }
    var standing = change instanceof Change.Allowed allowed ? allowed.to() : after.standing();
    courses.write(
        StateProvenance.corrected(targets(after), standing, clock.instant(), who), List.of());
  }

  private Resource provenance(Standing to, CourseRecord after, Reference who) {
    return StateProvenance.of(targets(after), to, clock.instant(), who);
  }

  private static List<Reference> targets(CourseRecord after) {
    var targets = new ArrayList<Reference>();
    targets.add(new Reference(CourseWrites.name(after.course())));
    after.referral().ifPresent(it -> targets.add(new Reference(CourseWrites.name(it))));
    return targets;
  }

  private void reopen(Task task) {
    var name = task.getFocus().getReferenceElement().toUnqualifiedVersionless().getValue();
    var held = name == null ? List.<EpisodeOfCare>of() : courses.courses(name);
    if (held.size() != 1) {
      throw Refusals.conflict(
          "Task.focus",
          "the Task names no referral that has a course of treatment",
          "name the ServiceRequest of the course to be opened again");
    }
    var record = courses.record(held.get(0));
    apply(lifecycle.reopen(record), record, Agents.of(task));
  }

  /** A decision about a referral whose course nobody has recorded would be lost. */
  private static void undecidable(Map<String, Optional<Resource>> before, CourseWrites writes) {
    for (var name : before.keySet()) {
      if (writes.after(name).orElse(null) instanceof Task task
          && task.getStatus() == TaskStatus.COMPLETED
          && task.hasBusinessStatus()) {
        throw Refusals.conflict(
            "Task.focus",
            "the referral has no course of treatment that could be accepted or turned away",
            "record the EpisodeOfCare of the referral first, with status planned");
      }
    }
  }

  /** A course stays that of its referral. */
  private static void keepReferral(Map<String, Optional<Resource>> before, CourseWrites writes) {
    for (var entry : before.entrySet()) {
      if (entry.getValue().orElse(null) instanceof EpisodeOfCare was
          && writes.after(entry.getKey()).orElse(null) instanceof EpisodeOfCare is
          && HeldCourses.referral(was).isPresent()
          && !HeldCourses.referral(was).equals(HeldCourses.referral(is))) {
        throw Refusals.conflict(
            "EpisodeOfCare.referralRequest",
            "a course of treatment stays the course of its referral",
            "set status entered-in-error, and record a course for the other referral");
      }
    }
  }

  private static Reference who(Iterable<String> names, CourseWrites writes) {
    var known = Optional.<Reference>empty();
    for (var name : names) {
      known = known.or(() -> writes.after(name).flatMap(Agents::known));
    }
    return known.orElseGet(Agents::unknown);
  }

  private LocalDate today() {
    return EnglishDay.of(clock.instant());
  }
}
