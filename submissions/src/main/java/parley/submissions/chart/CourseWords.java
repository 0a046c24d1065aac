package parley.submissions.chart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parley.submissions.course.Answer;
import parley.submissions.course.CareContact;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.Gap;
import parley.submissions.course.ReliableChange;
import parley.submissions.course.ScaleSeries;

/** Says what a chart shows, for those who cannot see it and for those who would rather read. */
final class CourseWords {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final CourseFacts facts;
  private final List<ScaleSeries> series;
  private final boolean clinician;

  CourseWords(CourseFacts facts, List<ScaleSeries> series, Audience audience) {
    this.facts = facts;
    this.series = series;
    this.clinician = audience == Audience.CLINICIAN;
  }

  String title() {
    return clinician ? "Scores over the course of treatment" : "How you have been doing";
  }

  String subtitle() {
    var start = "From " + day(facts.course().received());
    var until = facts.course().discharged().map(end -> " to " + day(end)).orElse(", still open");
    return start + until + ". Lower scores are better.";
  }

  String description() {
    var sentences = new ArrayList<String>();
    sentences.add(subtitle());
    series.forEach(one -> sentences.add(scale(one)));
    if (series.isEmpty()) {
      sentences.add("There are no scores yet.");
    }
    sentences.add(sessions());
    sentences.add(clinician ? outcome() : change());
    return String.join(" ", sentences);
  }

  private String scale(ScaleSeries one) {
    var points = one.points();
    var first = points.get(0).score();
    var name = one.scale().name();
    var text = new StringBuilder();
    text.append(clinician ? "" : "Your ").append(name);
    text.append(points.size() == 1 ? " score was " : " scores: first ");
    text.append(first.value().toPlainString()).append(" on ").append(day(first.date()));
    if (points.size() > 1) {
      var last = points.get(points.size() - 1);
      text.append(", latest ").append(last.score().value().toPlainString());
      text.append(" on ").append(day(last.score().date()));
      text.append(" (").append(points.size()).append(" scores)");
    }
    text.append('.');
    if (shown(one)) {
      one.caseness().ifPresent(line -> text.append(' ').append(caseness(line)).append('.'));
      one.baselineBand().ifPresent(band -> text.append(' ').append(band(band)).append('.'));
      text.append(one.restsOnUnverified() ? " These thresholds are not verified." : "");
    }
    return text.toString();
  }

  /** For a patient, lines that nobody could verify are not drawn. */
  boolean shown(ScaleSeries one) {
    return clinician || !one.restsOnUnverified();
  }

  /** A patient reads the short name: full names are those of disorders. */
  String heading(ScaleSeries one) {
    var scale = one.scale();
    if (!clinician) {
      return scale.name();
    }
    var name =
        scale.name().equals(scale.title()) ? scale.name() : scale.name() + ", " + scale.title();
    return one.restsOnUnverified() ? name + " (thresholds not verified)" : name;
  }

  String caseness(BigDecimal line) {
    return clinician
        ? "Caseness: " + line.toPlainString() + " and above"
        : "The aim is to get below " + line.toPlainString();
  }

  String band(ScaleSeries.Band band) {
    return clinician
        ? "Edges of reliable change from the first score: " + between(band.low(), band.high())
        : "Grey: about the same as at the start ("
            + between(band.lowestSame(), band.highestSame())
            + ")";
  }

  private static String between(BigDecimal low, BigDecimal high) {
    return low.toPlainString() + " to " + high.toPlainString();
  }

  String session() {
    return clinician ? "Treatment" : "Session";
  }

  String missed() {
    return "Missed or cancelled";
  }

  private String sessions() {
    var contacts = facts.course().contacts().stream();
    var missed = contacts.filter(one -> one.attendance().isMissed()).map(CareContact::id).count();
    var count = facts.treatments().size();
    var text = count + (count == 1 ? " treatment session" : " treatment sessions");
    return missed == 0 ? text + "." : text + ", " + missed + " missed or cancelled.";
  }

  private String outcome() {
    var text = new StringBuilder();
    text.append(facts.course().discharged().isPresent() ? "Outcome: " : "So far: ");
    text.append(plain(facts.caseness())).append(" at the start; ");
    text.append("recovery: ").append(plain(facts.recovery())).append("; ");
    text.append("change: ").append(plain(facts.reliableChange())).append('.');
    if (facts.restsOnUnverified()) {
      text.append(" Rests on a threshold or a choice of measure that is not verified.");
    }
    return text.toString();
  }

  private static <T extends Enum<T>> String plain(Answer<T> answer) {
    return answer
        .value()
        .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .orElseGet(
            () ->
                "unknown ("
                    + answer.missing().stream()
                        .sorted()
                        .map(Gap::text)
                        .collect(Collectors.joining(", "))
                    + ")");
  }

  private String change() {
    if (facts.reliableChange().value().isEmpty()) {
      return "There are not enough scores to say how much has changed.";
    }
    if (facts.reliableChange().restsOnUnverifiedThreshold()) {
      return "Please go through what has changed together with your therapist.";
    }
    if (facts.reliableChange().is(ReliableChange.IMPROVEMENT)) {
      return "Your scores have clearly come down since you began.";
    }
    return facts.reliableChange().is(ReliableChange.DETERIORATION)
        ? "Your scores have gone up since you began. Please talk about this with your therapist."
        : "Your scores are much as they were when you began.";
  }

  private static String day(LocalDate date) {
    return DAY.format(date);
  }
}
