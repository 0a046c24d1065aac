package parley.server.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.server.synth.MadeReferral.MadePause;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/**
 * A referral as FHIR: in the stages in which an EHR tells of a course, or as it stands in the end.
 * The same referral is the same resources.
 */
final class ReferralRecords {

  private final MadeReferral of;
  private final MadeIds ids;
  private final PersonRecords person;
  private final CareRecords care;

  ReferralRecords(MadeReferral of, Scales scales) {
    this(of, new MadeIds(of), scales);
  }

  ReferralRecords(MadeReferral of, MadeIds ids, Scales scales) {
    this.of = of;
    this.ids = ids;
    this.person = new PersonRecords(of, ids);
    this.care = new CareRecords(of, ids, person.reference(), scales);
  }

  /** What is told together, in the order in which it is told: the states of a course. */
  List<List<Resource>> stages() {
    var stages = new ArrayList<List<Resource>>();
    var received = new ArrayList<Resource>();
    received.add(person.patient());
    received.addAll(person.longTermCondition());
    received.add(referral(ServiceRequest.ServiceRequestStatus.ACTIVE));
    received.add(course(EpisodeOfCareStatus.PLANNED, Optional.empty()));
    stages.add(received);
    var first = seen();
    if (first.isPresent()) {
      var assessed = new ArrayList<>(atFirst(first.get()));
      assessed.add(course(EpisodeOfCareStatus.ACTIVE, Optional.empty()));
      assessed.addAll(care.all());
      stages.add(assessed);
      for (var step : steps()) {
        stages.add(List.of(course(EpisodeOfCareStatus.ACTIVE, Optional.of(step))));
      }
    } else {
      received.addAll(care.all());
    }
    of.discharge().ifPresent(end -> stages.add(ended()));
    return stages;
  }

  /** Each resource once, as it stands in the end. */
  List<Resource> asTheyStand() {
    var records = new ArrayList<Resource>();
    if (of.owner() == of.n()) {
      records.add(person.patient());
    }
    records.addAll(person.longTermCondition());
    var ended = of.discharge().isPresent();
    records.add(
        referral(
            ended
                ? ServiceRequest.ServiceRequestStatus.COMPLETED
                : ServiceRequest.ServiceRequestStatus.ACTIVE));
    seen().ifPresent(first -> records.addAll(atFirst(first)));
    if (ended) {
      records.addAll(ended());
    } else {
      var steps = steps();
      records.add(
          course(
              seen().isPresent() ? EpisodeOfCareStatus.ACTIVE : EpisodeOfCareStatus.PLANNED,
              steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1))));
    }
    records.addAll(care.all());
    return records;
  }

  private List<Resource> atFirst(MadeContact first) {
    var records = new ArrayList<Resource>();
    records.add(complaint(first));
    records.addAll(person.circumstances(first));
    return records;
  }

  private List<Resource> ended() {
    var records = new ArrayList<Resource>();
    var steps = steps();
    var course =
        course(
            EpisodeOfCareStatus.FINISHED,
            steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1)));
    var discharge = of.discharge().orElseThrow();
    course.getPeriod().setEndElement(new DateTimeType(discharge.day().toString()));
    RecordParts.extend(course, "discharge-reason", "nhs-discharge-reason", discharge.reason());
    records.add(course);
    of.onward().ifPresent(reason -> records.add(onward(discharge, reason)));
    return records;
  }

  private Optional<MadeContact> seen() {
    return of.contacts().stream().filter(MadeContact::isAttended).findFirst();
  }

  /** The steps of the treatments given, in order, without repeating one. */
  private List<Integer> steps() {
    var steps = new ArrayList<Integer>();
    for (var contact : of.contacts()) {
      if (contact.isTreatment()) {
        contact
            .therapy()
            .map(Therapy::step)
            .filter(it -> !steps.contains(it))
            .ifPresent(steps::add);
      }
    }
    return steps;
  }

  private Condition complaint(MadeContact first) {
    return person.complaint(first.at().toLocalDate());
  }

  private ServiceRequest referral(ServiceRequest.ServiceRequestStatus status) {
    var request = new ServiceRequest();
    request.setId(ids.referral());
    request.setMeta(RecordParts.profile("referral"));
    request.addIdentifier().setSystem(of.service().system("referral")).setValue(of.number());
    of.source()
        .ifPresent(
            code ->
                request.addExtension(
                    new Extension(
                        Systems.EXT_SOURCE_OF_SERVICE_REQUEST,
                        RecordParts.national("nhs-source-of-referral", code))));
    request.setStatus(status);
    request.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
    request.setPriority(
        of.urgent()
            ? ServiceRequest.ServiceRequestPriority.URGENT
            : ServiceRequest.ServiceRequestPriority.ROUTINE);
    request.setSubject(person.reference());
    request.setAuthoredOnElement(new DateTimeType(of.received().toString()));
    request.addPerformer(provider());
    return request;
  }

  private EpisodeOfCare course(EpisodeOfCareStatus status, Optional<Integer> step) {
    var course = new EpisodeOfCare();
    course.setId(ids.course());
    course.setMeta(RecordParts.profile("course-of-treatment"));
    course.addExtension(
        new Extension(
            Systems.structureDefinition("commissioner"),
            new Reference().setIdentifier(PersonRecords.ods(of.service().commissioner()))));
    step.ifPresent(it -> RecordParts.extend(course, "step", "step", "step-" + it));
    course.setStatus(status);
    if (status != EpisodeOfCareStatus.PLANNED) {
      for (var i = 0; i < of.pauses().size(); i++) {
        pause(course, i + 1, of.pauses().get(i));
      }
      seen().ifPresent(first -> diagnosis(course));
    }
    course.setPatient(person.reference());
    course.setManagingOrganization(provider());
    var period = new Period();
    period.setStartElement(new DateTimeType(of.received().toString()));
    course.setPeriod(period);
    course.addReferralRequest(new Reference("ServiceRequest/" + ids.referral()));
    return course;
  }

  private void diagnosis(EpisodeOfCare course) {
    course
        .addDiagnosis()
        .setCondition(new Reference("Condition/" + ids.own("Condition", "problem")))
        .setRole(RecordParts.national("nhs-presenting-complaint-significance", "1"));
  }

  private static void pause(EpisodeOfCare course, int number, MadePause pause) {
    var onhold = course.addStatusHistory();
    onhold.setId("P" + number);
    onhold.setStatus(EpisodeOfCareStatus.ONHOLD);
    onhold.setPeriod(RecordParts.days(pause.start(), pause.end()));
    onhold.addExtension(
        new Extension(
            Systems.structureDefinition("pause-reason"),
            RecordParts.national("nhs-activity-suspension-reason", pause.reason())));
  }

  private ServiceRequest onward(MadeReferral.Discharge discharge, String reason) {
    var onward = new ServiceRequest();
    onward.setId(ids.own("ServiceRequest", "onward"));
    onward.setMeta(RecordParts.profile("onward-referral"));
    onward.addBasedOn(new Reference("ServiceRequest/" + ids.referral()));
    onward.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
    onward.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
    onward.setSubject(person.reference());
    onward.setAuthoredOnElement(new DateTimeType(discharge.day().toString()));
    onward.addPerformer(new Reference().setIdentifier(PersonRecords.ods("RZ0")));
    onward.addReasonCode(RecordParts.national("nhs-onward-referral-reason", reason));
    return onward;
  }

  private Reference provider() {
    return new Reference("Organization/" + MadeIds.organisation(of.service().code()));
  }
}
