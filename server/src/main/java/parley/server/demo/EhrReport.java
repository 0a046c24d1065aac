package parley.server.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import parley.server.synth.Complaint;
import parley.server.synth.CourseTruth;

/** What came of the courses the EHR told. */
final class EhrReport {

  private final List<EhrDay.Told> told;
  private final URI base;

  EhrReport(List<EhrDay.Told> told, URI base) {
    this.told = List.copyOf(told);
    this.base = base;
  }

  /** A line for each thing that was not as the generator's truth has it. */
  List<String> mismatches() {
    return told.stream().flatMap(it -> it.mismatches().stream()).toList();
  }

  /** The addresses to look at: the chart of the course shown, and a Task that item 9 raised. */
  List<RecordReader.Example> examples(RecordReader reader) throws InterruptedException {
    var examples = new ArrayList<RecordReader.Example>();
    for (var shown : shown().stream().toList()) {
      var path = "/outcomes/" + shown.course().id() + ".svg";
      examples.add(reader.picture("the chart of that course", path));
      examples.add(
          reader.picture("the same in plain words, for the patient", path + "?audience=patient"));
    }
    for (var harmed : selfHarm().stream().toList()) {
      examples.add(
          reader.tried(
              "what PHQ-9 item 9 asks a person to review",
              "/fhir/Task?code=clinical-review&patient="
                  + harmed.course().patient().replace("Patient/", ""),
              true));
    }
    return examples;
  }

  /** The report as text. */
  String text() {
    var text = new StringBuilder();
    text.append(
        "%n%d courses from the service's EHR, over FHIR REST%n%n".formatted(played().count()));
    line(text, "contacts that took place", contacts(CourseTruth::attended));
    line(text, "missed or cancelled", contacts(CourseTruth::notAttended));
    line(text, "records written", answered().filter(it -> it.write().accepted()).count());
    line(
        text,
        "questionnaire responses stored",
        answered().filter(EhrPlayed.Answered::storedResponse).count());
    line(
        text,
        "scores found in the outcomes",
        played().flatMap(it -> it.outcome().stream()).mapToLong(CourseAnswer::scores).sum());
    line(text, "refused as expected", refused().filter(EhrPlayed.Answered::asExpected).count());
    line(text, "courses as the generator meant", told.stream().filter(EhrReport::agrees).count());
    text.append("%nEach as the gateway has it, beside what the generator meant%n".formatted());
    told.forEach(it -> course(text, it));
    text.append("%nRefused on purpose, 422%n".formatted());
    refused().forEach(it -> text.append("  %s%n".formatted(it.write().why())));
    shown().ifPresent(it -> outcome(text, it));
    depressedAndInTreatment().ifPresent(it -> supervision(text, it));
    return text.toString();
  }

  private long contacts(ToLongFunction<CourseTruth> count) {
    return played().map(it -> it.course().made().truth()).mapToLong(count).sum();
  }

  private static void course(StringBuilder text, EhrDay.Told told) {
    var answer = told.played().flatMap(EhrPlayed::outcome);
    var truth = told.person().made().truth();
    text.append(
        "  %-48s%3d of%3d attended  %-26s%s%n"
            .formatted(
                told.person().kind().why(),
                truth.attended(),
                truth.contacts(),
                answer.flatMap(it -> it.fact("recovery")).orElse("-"),
                agrees(told) ? "as meant" : "OTHERWISE"));
  }

  private static void line(StringBuilder text, String what, long count) {
    text.append("  %-32s%6d%n".formatted(what, count));
  }

  private void outcome(StringBuilder text, EhrPlayed shown) {
    text.append(
        "%nOne of them: %s%n  %s%n"
            .formatted(
                shown.course().person().kind().why(),
                base.resolve("/fhir/EpisodeOfCare/" + shown.course().id() + "/$outcome")));
    shown.outcome().ifPresent(answer -> facts(text, answer));
  }

  private void supervision(StringBuilder text, EhrPlayed open) {
    var course = open.course();
    text.append("%nFor supervision, and a plan for one in treatment%n".formatted());
    open.lead()
        .ifPresent(
            it -> text.append("  %s%n".formatted(base.resolve("/fhir/" + it + "/$caseload"))));
    text.append(
        "  %s%n"
            .formatted(
                base.resolve(
                    "/fhir/PlanDefinition/depression/$apply?subject="
                        + course.patient()
                        + "&episode=EpisodeOfCare/"
                        + course.id())));
  }

  private static void facts(StringBuilder text, CourseAnswer answer) {
    fact(
        text, "referred, discharged", answer.value("received") + ", " + answer.value("discharged"));
    fact(text, "treatments", answer.value("treatments"));
    fact(text, "recovery", answer.fact("recovery").orElse("unknown"));
    fact(text, "reliable change", answer.fact("reliable-change").orElse("unknown"));
    fact(
        text,
        "trajectory",
        answer.part("trajectory", "status").orElse("unknown")
            + ": "
            + answer.part("trajectory", "text").orElse(""));
    // Scales with a threshold; single answers, such as the items of WSAS, are in the answer itself.
    for (var series : answer.series()) {
      series
          .caseness()
          .ifPresent(
              caseness ->
                  fact(
                      text,
                      series.title(),
                      String.join(" ", series.scores()) + "  (caseness from " + caseness + ")"));
    }
  }

  private static void fact(StringBuilder text, String what, String value) {
    text.append("    %-22s%s%n".formatted(what, value));
  }

  private Optional<EhrPlayed> shown() {
    return played().findFirst();
  }

  private Optional<EhrPlayed> depressedAndInTreatment() {
    return played()
        .filter(it -> it.course().made().complaint() == Complaint.DEPRESSION)
        .filter(
            it -> it.outcome().filter(facts -> facts.value("discharged").equals("-")).isPresent())
        .findFirst();
  }

  private Optional<EhrPlayed> selfHarm() {
    return played().filter(it -> it.course().person().kind() == CourseKind.SELF_HARM).findFirst();
  }

  private static boolean agrees(EhrDay.Told told) {
    return told.played()
        .filter(
            played ->
                played
                    .outcome()
                    .filter(answer -> answer.differences(played.course().made().truth()).isEmpty())
                    .isPresent())
        .isPresent();
  }

  private Stream<EhrPlayed> played() {
    return told.stream().flatMap(it -> it.played().stream());
  }

  private Stream<EhrPlayed.Answered> answered() {
    return played().flatMap(it -> it.writes().stream());
  }

  private Stream<EhrPlayed.Answered> refused() {
    return answered().filter(it -> !it.write().accepted());
  }
}
