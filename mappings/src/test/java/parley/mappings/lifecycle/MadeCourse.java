package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** A course of treatment and a store that does what the state machine says. */
final class MadeCourse {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  static final Lifecycle LIFECYCLE = new Lifecycle(PackagedTerminology.packaged());

  CourseRecord stored;

  MadeCourse() {
    var request = new ServiceRequest().setStatus(ServiceRequestStatus.ACTIVE);
    request.setId("referral");
    var course = new EpisodeOfCare().setStatus(EpisodeOfCareStatus.PLANNED);
    course.setId("course");
    course.addReferralRequest(new Reference("ServiceRequest/referral"));
    course.getPeriod().setStartElement(new DateTimeType("2026-09-01"));
    var task = new Task().setStatus(TaskStatus.REQUESTED);
    task.setId("triage");
    task.setCode(new CodeableConcept(new Coding(Systems.codeSystem("task"), "triage", "")));
    stored = new CourseRecord(course, Optional.of(request), List.of(task));
  }

  /** A course brought to a state by allowed writes, such as {@code treatment} at step 2. */
  static MadeCourse at(String name) {
    var made = new MadeCourse();
    var paused = name.endsWith("-paused");
    for (var step : path(name.replace("-paused", ""))) {
      made.must(step);
    }
    if (paused) {
      made.must("paused");
    }
    return made;
  }

  private static List<String> path(String state) {
    if (state.equals("treatment")) {
      return List.of("accepted", "assessment", "treatment");
    }
    if (state.equals("assessment")) {
      return List.of("accepted", "assessment");
    }
    return state.equals("received")
        ? List.of()
        : List.of("discharged", "lapsed").contains(state)
            ? List.of("accepted", "assessment", "treatment", state)
            : List.of(state);
  }

  private void must(String state) {
    var change = write(state);
    if (!(change instanceof Change.Allowed)) {
      throw new IllegalStateException("setting up " + state + ": " + change);
    }
  }

  /** Writes, as a client does, what means a state. */
  Change write(String state) {
    return write(meaning(state));
  }

  Change write(CourseRecord after) {
    var change = LIFECYCLE.change(stored, after, TODAY);
    if (change instanceof Change.None) {
      stored = after;
    }
    if (change instanceof Change.Allowed allowed) {
      stored = with(after, allowed.following());
    }
    return change;
  }

  Change reopen() {
    var change = LIFECYCLE.reopen(stored);
    if (change instanceof Change.Allowed allowed) {
      stored = with(stored, allowed.following());
    }
    return change;
  }

  static CourseRecord with(CourseRecord record, List<Resource> changed) {
    var course = record.course();
    var referral = record.referral();
    var tasks = new ArrayList<>(record.triage());
    for (var resource : changed) {
      if (resource instanceof EpisodeOfCare episode) {
        course = episode;
      } else if (resource instanceof ServiceRequest request) {
        referral = Optional.of(request);
      } else {
        tasks.removeIf(task -> task.getIdPart().equals(resource.getIdPart()));
        tasks.add((Task) resource);
      }
    }
    return new CourseRecord(course, referral, tasks);
  }

  CourseRecord meaning(String state) {
    switch (state) {
      case "received":
        return course(it -> it.setStatus(EpisodeOfCareStatus.PLANNED));
      case "triaged":
        return triage(TaskStatus.COMPLETED, "");
      case "accepted":
        return course(it -> it.setStatus(EpisodeOfCareStatus.WAITLIST));
      case "redirected":
        return triage(TaskStatus.COMPLETED, "redirect");
      case "rejected":
        return triage(TaskStatus.COMPLETED, "reject");
      case "withdrawn":
        return referral(ServiceRequestStatus.REVOKED);
      case "assessment":
        return course(it -> it.setStatus(EpisodeOfCareStatus.ACTIVE));
      case "treatment":
        return course(it -> step(it.setStatus(EpisodeOfCareStatus.ACTIVE), "step-2"));
      case "other-step":
        return course(it -> step(it.setStatus(EpisodeOfCareStatus.ACTIVE), "step-3"));
      case "discharged":
        return course(it -> ended(it, DischargeReason.NATIONAL, "46"));
      case "lapsed":
        return course(it -> ended(it, CourseState.SYSTEM, "lapsed"));
      case "paused":
        return course(this::pause);
      case "resumed":
        return course(this::resume);
      default:
        return course(it -> it.setStatus(EpisodeOfCareStatus.ENTEREDINERROR));
    }
  }

  /** What a client would send: its own resource, without what ended or paused the course. */
  CourseRecord course(Consumer<EpisodeOfCare> change) {
    var course = stored.course().copy();
    course.getExtension().clear();
    course.getPeriod().setEndElement(null);
    for (var former : course.getStatusHistory()) {
      if (!former.getPeriod().hasEnd()) {
        former.getPeriod().setEndElement(new DateTimeType("2026-10-20"));
      }
    }
    change.accept(course);
    return new CourseRecord(course, stored.referral(), stored.triage());
  }

  CourseRecord referral(ServiceRequestStatus status) {
    var request = stored.referral().orElseThrow().copy().setStatus(status);
    return new CourseRecord(stored.course(), Optional.of(request), stored.triage());
  }

  CourseRecord triage(TaskStatus status, String decision) {
    var task = stored.triage().get(0).copy().setStatus(status).setBusinessStatus(null);
    if (!decision.isEmpty()) {
      task.setBusinessStatus(
          new CodeableConcept(new Coding(Systems.codeSystem("task"), decision, "")));
    }
    return new CourseRecord(stored.course(), stored.referral(), List.of(task));
  }

  static void step(EpisodeOfCare course, String code) {
    course.addExtension(
        new Extension(
            Step.EXTENSION,
            new CodeableConcept(new Coding().setSystem(Step.SYSTEM).setCode(code))));
  }

  static void ended(EpisodeOfCare course, String system, String code) {
    course.setStatus(EpisodeOfCareStatus.FINISHED);
    course.getPeriod().setEndElement(new DateTimeType("2026-11-19"));
    course.addExtension(
        new Extension(
            DischargeReason.EXTENSION,
            new CodeableConcept(new Coding().setSystem(system).setCode(code))));
  }

  private void pause(EpisodeOfCare course) {
    var was = stored.standing();
    was.step().ifPresent(step -> step(course, step.code()));
    if (was.state() == CourseState.ASSESSMENT) {
      former(course, EpisodeOfCareStatus.ACTIVE, "2026-09-20", "2026-10-01");
    }
    former(course, EpisodeOfCareStatus.ONHOLD, "2026-10-20", "");
    course.setStatus(EpisodeOfCareStatus.ONHOLD);
  }

  private void resume(EpisodeOfCare course) {
    var was = stored.standing();
    was.step().ifPresent(step -> step(course, step.code()));
    course.setStatus(
        was.state() == CourseState.ACCEPTED
            ? EpisodeOfCareStatus.WAITLIST
            : EpisodeOfCareStatus.ACTIVE);
  }

  static void former(EpisodeOfCare course, EpisodeOfCareStatus status, String start, String end) {
    var period = course.addStatusHistory().setStatus(status).getPeriod();
    period.setStartElement(new DateTimeType(start));
    if (!end.isEmpty()) {
      period.setEndElement(new DateTimeType(end));
    }
  }
}
