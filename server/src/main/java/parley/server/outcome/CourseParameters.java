package parley.server.outcome;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import parley.submissions.course.Answer;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.Gap;
import parley.submissions.course.ScaleSeries;
import parley.submissions.course.Score;
import parley.submissions.course.ScorePair;
import parley.submissions.course.Trajectory;
import parley.submissions.record.Finding;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;

/** The facts of a course as FHIR Parameters; docs/outcomes.md names and explains each. */
final class CourseParameters {

  private final ParametersParameterComponent root = new ParametersParameterComponent();

  private CourseParameters() {}

  /**
   * Every fact of a course.
   *
   * @param episode the EpisodeOfCare
   * @param findings what of the record could not be read
   */
  static Parameters of(
      Reference episode,
      CourseFacts facts,
      List<ScaleSeries> series,
      Trajectory trajectory,
      List<Finding> findings) {
    var written = new CourseParameters();
    written.write(episode, facts, series, trajectory, findings);
    return new Parameters().setParameter(written.root.getPart());
  }

  private void write(
      Reference episode,
      CourseFacts facts,
      List<ScaleSeries> series,
      Trajectory trajectory,
      List<Finding> findings) {
    add(root, "episode", episode);
    add(root, "received", date(facts.course().received()));
    facts.course().discharged().ifPresent(day -> add(root, "discharged", date(day)));
    add(root, "finished", new BooleanType(facts.finished()));
    add(root, "treatments", new IntegerType(facts.treatments().size()));
    answer("days-to-first-treatment", facts.daysToFirstTreatment(), CourseParameters::days);
    answer("days-to-second-treatment", facts.daysToSecondTreatment(), CourseParameters::days);
    answer("caseness", facts.caseness(), CourseParameters::code);
    answer("recovery", facts.recovery(), CourseParameters::code);
    answer("reliable-change", facts.reliableChange(), CourseParameters::code);
    answer("reliable-recovery", facts.reliableRecovery(), CourseParameters::code);
    measure(facts);
    facts.phq9().ifPresent(pair -> pair("phq-9", pair));
    facts.measurePair().ifPresent(pair -> pair("measure", pair));
    trajectory(trajectory);
    series.forEach(this::series);
    facts.excluded().forEach(excluded -> excluded(excluded.score(), excluded.reason().text()));
    facts.gaps().forEach(gap -> gap(root, gap));
    findings.forEach(this::finding);
    add(root, "rests-on-unverified", new BooleanType(facts.restsOnUnverified()));
  }

  /** An episode whose own dates cannot be read: nothing but why. */
  static Parameters unreadable(Reference episode, List<Finding> findings) {
    var written = new CourseParameters();
    add(written.root, "episode", episode);
    findings.forEach(written::finding);
    return new Parameters().setParameter(written.root.getPart());
  }

  /** What of a person's record could not be read, as parameters of their own. */
  static List<ParametersParameterComponent> findings(List<Finding> findings) {
    var written = new CourseParameters();
    findings.forEach(written::finding);
    return written.root.getPart();
  }

  private void finding(Finding finding) {
    var part = add(root, "finding");
    add(part, "element", new StringType(finding.element()));
    add(part, "rule", new StringType(finding.rule()));
    add(part, "remedy", new StringType(finding.remedy()));
  }

  private <T> void answer(String name, Answer<T> answer, Function<T, Type> form) {
    var part = add(root, name);
    answer.value().ifPresent(value -> add(part, "value", form.apply(value)));
    answer.missing().stream().sorted().forEach(gap -> gap(part, gap));
    if (answer.restsOnUnverifiedThreshold()) {
      add(part, "rests-on-unverified", new BooleanType(true));
    }
  }

  private static void gap(ParametersParameterComponent parent, Gap gap) {
    var part = add(parent, "missing");
    add(part, "code", code(gap));
    add(part, "text", new StringType(gap.text()));
  }

  private void measure(CourseFacts facts) {
    var part = add(root, "paired-measure");
    add(part, "scale", coding(facts.measure().scale()));
    add(part, "ground", code(facts.measure().ground()));
    add(part, "verified", new BooleanType(facts.measure().verified()));
  }

  private void pair(String name, ScorePair pair) {
    var part = add(root, name);
    score(part, "first", pair.first());
    pair.last().ifPresent(last -> score(part, "last", last));
    pair.change().ifPresent(change -> add(part, "change", number(change)));
  }

  private void trajectory(Trajectory trajectory) {
    var part = add(root, "trajectory");
    add(part, "status", new CodeType(trajectory.status().code()));
    add(part, "reason", code(trajectory.reason()));
    add(part, "text", new StringType(trajectory.reason().text()));
    add(part, "rests-on-unverified", new BooleanType(trajectory.restsOnUnverified()));
  }

  private void series(ScaleSeries series) {
    var part = add(root, "series");
    add(part, "scale", coding(series.scale()));
    series.caseness().ifPresent(line -> add(part, "caseness", number(line)));
    series
        .baselineBand()
        .ifPresent(
            band -> {
              add(part, "no-reliable-change-above", number(band.low()));
              add(part, "no-reliable-change-below", number(band.high()));
            });
    add(part, "rests-on-unverified", new BooleanType(series.restsOnUnverified()));
    for (var point : series.points()) {
      var entry = score(part, "point", point.score());
      point.severity().ifPresent(severity -> add(entry, "severity", new StringType(severity)));
      point.atCaseness().ifPresent(at -> add(entry, "at-caseness", new BooleanType(at)));
    }
  }

  private void excluded(Score score, String reason) {
    var part = score(root, "excluded-score", score);
    add(part, "scale", new CodeType(score.scale()));
    add(part, "reason", new StringType(reason));
  }

  private static ParametersParameterComponent score(
      ParametersParameterComponent parent, String name, Score score) {
    var part = add(parent, name);
    add(part, "date", when(score));
    add(part, "score", number(score.value()));
    add(part, "observation", new Reference("Observation/" + score.id()));
    score
        .contact()
        .ifPresent(contact -> add(part, "contact", new Reference("Encounter/" + contact)));
    return part;
  }

  /** A date; scores of a day with a time are told apart by their Observation. */
  private static Type when(Score score) {
    return new DateTimeType(score.date().toString());
  }

  private static Coding coding(Scale scale) {
    return new Coding(Systems.SNOMED_CT, scale.snomedCode(), scale.title());
  }

  private static Type date(LocalDate day) {
    return new DateType(day.toString());
  }

  private static Type days(Long days) {
    return new IntegerType(Math.toIntExact(days));
  }

  private static Type number(BigDecimal number) {
    return new DecimalType(number);
  }

  private static Type code(Enum<?> constant) {
    return new CodeType(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static ParametersParameterComponent add(
      ParametersParameterComponent parent, String name) {
    return parent.addPart().setName(name);
  }

  private static void add(ParametersParameterComponent parent, String name, Type value) {
    add(parent, name).setValue(value);
  }
}
