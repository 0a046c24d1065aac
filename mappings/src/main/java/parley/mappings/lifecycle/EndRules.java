package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Task;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** What the end of a course has to say: when, and why by the national codes. */
final class EndRules {

  /**
   * Data set v2.0, whose list of reasons no longer has the retired ones, was served from September
   * 2020 (reference notes of the data set, v2.0 to v2.1).
   */
  private static final LocalDate PRESENT_CODES_FROM = LocalDate.of(2020, 9, 1);

  private static final String REASON = "EpisodeOfCare.extension(discharge-reason)";
  private static final String END = "EpisodeOfCare.period.end";

  private final Terminology terminology;

  EndRules(Terminology terminology) {
    this.terminology = terminology;
  }

  void check(
      EpisodeOfCare course, Optional<EpisodeOfCare> before, LocalDate today, Findings findings) {
    var status = course.getStatus();
    if (status == EpisodeOfCareStatus.FINISHED) {
      end(course, today, findings);
      reason(course, before, findings);
    } else if (status == EpisodeOfCareStatus.CANCELLED) {
      EnglishDay.of(course.getPeriod().getEndElement())
          .ifPresent(
              end ->
                  days(
                      course,
                      end,
                      today,
                      "the referral was turned away on a day that has not come yet",
                      findings));
    } else if (status != EpisodeOfCareStatus.ENTEREDINERROR) {
      open(course, findings);
    }
  }

  private static void open(EpisodeOfCare course, Findings findings) {
    if (course.getPeriod().hasEnd()) {
      findings.contradiction(
          END,
          "a course that is not finished has no day of discharge",
          "leave it out, or set status finished and the discharge-reason");
    }
    if (course.hasExtension(DischargeReason.EXTENSION)) {
      findings.contradiction(
          REASON,
          "a course that is not finished has no reason of discharge",
          "leave it out, or set status finished and period.end");
    }
  }

  private static void end(EpisodeOfCare course, LocalDate today, Findings findings) {
    var end = EnglishDay.of(course.getPeriod().getEndElement());
    if (end.isEmpty()) {
      findings.missing(
          END,
          "a finished course has a day of discharge (ServDischDate)",
          "give it as a date, exact to the day");
      return;
    }
    days(
        course,
        end.get(),
        today,
        "the discharge is on a day that has not come yet: the person would wait no more",
        findings);
  }

  private static void days(
      EpisodeOfCare course, LocalDate end, LocalDate today, String ahead, Findings findings) {
    if (CourseDays.isAhead(end, today)) {
      findings.contradiction(
          END, ahead, "leave the course open, and write its end when it has ended");
    }
    EnglishDay.of(course.getPeriod().getStartElement())
        .filter(end::isBefore)
        .ifPresent(
            start ->
                findings.contradiction(
                    END,
                    "the end is before the referral was received",
                    "correct the start or the end of the period"));
  }

  private void reason(EpisodeOfCare course, Optional<EpisodeOfCare> before, Findings findings) {
    var codes = DischargeReason.national(course);
    if (codes.isEmpty() && !DischargeReason.isLapse(course)) {
      findings.missing(
          REASON,
          "a finished course has a reason of discharge (EndCode)",
          "give a code of ValueSet/nhs-discharge-reason, or lapsed of CodeSystem/course-state");
      return;
    }
    if (codes.size() > 1) {
      findings.contradiction(
          REASON, "a course ends for one national reason", "keep the one that holds");
    }
    for (var code : codes) {
      if (before.filter(it -> DischargeReason.national(it).contains(code)).isEmpty()) {
        current(code, course, findings);
      }
    }
  }

  /** The reason that a triage gives becomes that of the course. */
  void check(Task triage, Findings findings) {
    var codes = DischargeReason.national(triage);
    if (codes.size() > 1) {
      findings.contradiction(
          "Task.statusReason", "a course ends for one national reason", "keep the one that holds");
    }
    if (!codes.stream().allMatch(this::isCurrent)) {
      findings.invalid(
          "Task.statusReason",
          "the code is not in ValueSet/nhs-discharge-reason",
          "give a code of ValueSet/nhs-discharge-reason, or leave it out");
    }
  }

  private boolean isCurrent(String code) {
    return terminology.validateCode(
        Systems.valueSet("nhs-discharge-reason"), DischargeReason.NATIONAL, code);
  }

  private void current(String code, EpisodeOfCare course, Findings findings) {
    if (isCurrent(code)) {
      return;
    }
    if (terminology.display(DischargeReason.NATIONAL, code).isEmpty()) {
      findings.invalid(
          REASON,
          "the code is not in CodeSystem/nhs-discharge-reason",
          "give a code of ValueSet/nhs-discharge-reason");
    } else if (EnglishDay.of(course.getPeriod().getEndElement())
        .filter(end -> end.isBefore(PRESENT_CODES_FROM))
        .isEmpty()) {
      findings.invalid(
          REASON,
          "the code is retired: it is for discharges before 1 September 2020",
          "give a code of ValueSet/nhs-discharge-reason");
    }
  }
}
