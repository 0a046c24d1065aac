package parley.mappings.careplan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.careplan.PlanRecords.Activity;
import parley.mappings.careplan.PlanRecords.Booking;
import parley.mappings.careplan.PlanRecords.Pause;
import parley.mappings.careplan.PlanRecords.Response;
import parley.mappings.careplan.PlanRecords.Score;
import parley.mappings.careplan.PlanRecords.Session;
import parley.terminology.scale.Scales;

/**
 * The plan of the golden course diabetes/step-2, which begins on 1 September 2026, and what is
 * recorded of it.
 */
final class FollowedPlan {

  static final LocalDate START = LocalDate.parse("2026-09-01");

  final PlanFollower follower = new PlanFollower(MeasureScales.packaged(Scales.packaged()));
  final CarePlan plan = plan();
  final List<Pause> pauses = new ArrayList<>();
  final List<Session> sessions = new ArrayList<>();
  final List<Booking> bookings = new ArrayList<>();
  final List<Score> scores = new ArrayList<>();
  final List<Response> responses = new ArrayList<>();
  boolean open = true;

  private static CarePlan plan() {
    var course =
        GoldenCase.all().stream()
            .filter(one -> one.name().equals("diabetes/step-2"))
            .findFirst()
            .orElseThrow();
    var application =
        new PlanApplier(Scales.packaged())
            .apply(GoldenCase.definition("diabetes"), course.context());
    return ((PlanApplication.Applied) application).plan().setStatus(CarePlanStatus.ACTIVE);
  }

  void addTherapy(String code, CarePlanActivityStatus status) {
    var activity = plan.addActivity();
    activity.setId("high");
    activity.getDetail().setStatus(status);
    activity.getDetail().getCode().addCoding().setSystem("http://snomed.info/sct").setCode(code);
  }

  void score(String scale, String day, int value) {
    scores.add(
        new Score(
            new Reference("Observation/" + scale + '-' + day),
            scale,
            BigDecimal.valueOf(value),
            LocalDate.parse(day)));
  }

  void session(String id, String day, List<String> therapies, boolean treatment) {
    var activities = new ArrayList<Activity>();
    for (var i = 0; i < therapies.size(); i++) {
      activities.add(new Activity(new Reference("Procedure/" + id + '-' + i), therapies.get(i)));
    }
    sessions.add(
        new Session(
            new Reference("Encounter/" + id),
            Optional.empty(),
            LocalDate.parse(day),
            treatment,
            false,
            false,
            false,
            activities));
  }

  CarePlanActivityComponent activity(String id) {
    return plan.getActivity().stream()
        .filter(one -> id.equals(one.getId()))
        .findFirst()
        .orElseThrow();
  }

  PlanRecords records() {
    return new PlanRecords(START, open, pauses, sessions, bookings, scores, responses);
  }

  PlanProgress progress() {
    return follower.progress(plan, records(), START);
  }

  PlanProgress.Entry entry(String id) {
    return progress().activities().stream()
        .filter(one -> one.id().equals(Optional.of(id)))
        .findFirst()
        .orElseThrow();
  }

  static List<String> names(PlanProgress.Entry entry) {
    return entry.outcomes().stream().map(Reference::getReference).toList();
  }
}
