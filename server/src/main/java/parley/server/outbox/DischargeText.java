package parley.server.outbox;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import parley.mappings.outbound.Answer.Section;
import parley.submissions.course.Answer;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.ScorePair;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;
import parley.terminology.England;
import parley.terminology.Systems;

/** What a discharge summary says: how the course ended, treatments, first and last scores. */
final class DischargeText {

  private final CourseRecords records;
  private final CourseModel model;
  private final CourseReader reader;
  private final Clock clock;

  DischargeText(CourseRecords records, CourseModel model, Clock clock) {
    this.records = records;
    this.model = model;
    this.reader = new CourseReader(model.scales());
    this.clock = clock;
  }

  /** The parts of the letter; one without scores when the record of the course cannot be read. */
  List<Section> sections(String course) {
    return records.course(course).map(this::sections).orElse(List.of());
  }

  private List<Section> sections(CourseResources resources) {
    var lines = new ArrayList<String>();
    var episode = resources.episode();
    lines.add(ended(episode));
    if (!(reader.read(resources) instanceof CourseReading.Read read)) {
      return List.of(new Section("Course of treatment", lines));
    }
    var facts = model.facts(read.course(), LocalDate.ofInstant(clock.instant(), England.TIME));
    lines.add("Treatments attended: " + facts.treatments().size());
    return List.of(
        new Section("Course of treatment", lines), new Section("Outcome measures", scores(facts)));
  }

  private static String ended(EpisodeOfCare episode) {
    var end = episode.getPeriod().getEndElement();
    var day =
        end.hasValue()
            ? " on " + Letters.day(LocalDate.parse(end.getValueAsString().substring(0, 10)))
            : "";
    var reason =
        episode.getExtension().stream()
            .filter(it -> Systems.structureDefinition("discharge-reason").equals(it.getUrl()))
            .map(it -> it.getValue())
            .filter(CodeableConcept.class::isInstance)
            .flatMap(it -> ((CodeableConcept) it).getCoding().stream())
            .filter(it -> it.hasDisplay())
            .map(it -> ": " + it.getDisplay())
            .findFirst()
            .orElse("");
    return "The course of treatment ended" + day + reason + ".";
  }

  private static List<String> scores(CourseFacts facts) {
    var lines = new ArrayList<String>();
    facts.phq9().ifPresent(pair -> lines.add(line("PHQ-9", pair)));
    facts.measurePair().ifPresent(pair -> lines.add(line(facts.measure().scale().title(), pair)));
    word("Reliable change", facts.reliableChange()).ifPresent(lines::add);
    word("Recovery", facts.recovery()).ifPresent(lines::add);
    word("Reliable recovery", facts.reliableRecovery()).ifPresent(lines::add);
    if (lines.isEmpty()) {
      lines.add("No scores that count were recorded.");
    } else if (facts.restsOnUnverified()) {
      lines.add("Some thresholds used here could not be verified against their source.");
    }
    return lines;
  }

  private static String line(String scale, ScorePair pair) {
    var first = scale + ": first " + pair.first().value().toPlainString();
    return pair.last()
        .map(last -> first + ", last " + last.value().toPlainString())
        .orElse(first + ", no later score");
  }

  private static <T extends Enum<T>> Optional<String> word(String name, Answer<T> answer) {
    return answer
        .value()
        .map(value -> name + ": " + value.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
