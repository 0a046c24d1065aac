package parley.server.practice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import parley.server.practice.Caseloads.Led;
import parley.server.practice.CourseSummary.Measure;
import parley.submissions.course.Trajectory;
import parley.terminology.Systems;

/** A caseload as FHIR Parameters; docs/workforce.md names and explains each. */
final class CaseloadParameters {

  private CaseloadParameters() {}

  /** The answer of {@code $caseload}. */
  static Parameters of(String practitioner, String scope, LocalDate today, List<Led> caseload) {
    var parameters = new Parameters();
    parameters
        .addParameter()
        .setName("practitioner")
        .setValue(new Reference("Practitioner/" + practitioner));
    parameters.addParameter().setName("scope").setValue(new CodeType(scope));
    parameters.addParameter().setName("as-of").setValue(new DateType(today.toString()));
    parameters.addParameter().setName("total").setValue(new IntegerType(caseload.size()));
    for (var led : caseload) {
      course(parameters.addParameter().setName("course"), led, today);
    }
    return parameters;
  }

  private static void course(ParametersParameterComponent course, Led led, LocalDate today) {
    var summary = led.summary();
    add(course, "episode", new Reference("EpisodeOfCare/" + led.course()));
    add(course, "patient", new Reference("Patient/" + led.patient()));
    add(course, "care-manager", new Reference("Practitioner/" + led.careManager()));
    add(course, "need", new CodeType(led.need().code()));
    add(course, "readable", new BooleanType(summary.readable()));
    summary.received().ifPresent(day -> add(course, "received", date(day)));
    add(course, "sessions", new IntegerType(summary.sessions()));
    summary.lastSession().ifPresent(day -> add(course, "last-session", date(day)));
    summary.measures().forEach(measure -> measure(course, measure));
    trajectory(course, summary);
    for (var alert : summary.alerts()) {
      var part = course.addPart().setName("alert");
      add(part, "code", new Coding().setSystem(Systems.codeSystem("alert")).setCode(alert.code()));
      add(part, "flag", new Reference("Flag/" + alert.flag()));
      alert.since().ifPresent(day -> add(part, "since", date(day)));
    }
    summary.reviewDue().ifPresent(day -> add(course, "review-due", date(day)));
    add(course, "review-overdue", new BooleanType(Need.isOverdue(summary, today)));
    add(course, "findings", new IntegerType(summary.findings()));
  }

  private static void measure(ParametersParameterComponent course, Measure measure) {
    var part = course.addPart().setName("score");
    add(part, "scale", new Coding(Systems.SNOMED_CT, measure.code(), measure.title()));
    add(part, "paired", new BooleanType(measure.paired()));
    add(part, "first-date", date(measure.firstDate()));
    add(part, "first", number(measure.first()));
    add(part, "latest-date", date(measure.latestDate()));
    add(part, "latest", number(measure.latest()));
    measure.change().ifPresent(change -> add(part, "change", number(change)));
    measure.severity().ifPresent(word -> add(part, "severity", new StringType(word)));
  }

  private static void trajectory(ParametersParameterComponent course, CourseSummary summary) {
    var part = course.addPart().setName("trajectory");
    add(part, "status", new CodeType(summary.status().code()));
    summary.reason().ifPresent(reason -> reason(part, reason));
    add(part, "rests-on-unverified", new BooleanType(summary.restsOnUnverified()));
    add(
        course,
        "not-on-track",
        new BooleanType(summary.status() == Trajectory.Status.NOT_ON_TRACK));
  }

  private static void reason(ParametersParameterComponent part, Trajectory.Reason reason) {
    add(part, "reason", new CodeType(reason.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    add(part, "text", new StringType(reason.text()));
  }

  private static Type date(LocalDate day) {
    return new DateType(day.toString());
  }

  private static Type number(BigDecimal number) {
    return new DecimalType(number);
  }

  private static void add(ParametersParameterComponent parent, String name, Type value) {
    parent.addPart().setName(name).setValue(value);
  }
}
