package parley.mappings.careplan;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/**
 * The words of a document. Only {@code div}, {@code p}, {@code ul} and {@code li} without
 * attributes are written; everything that comes from a record is text, which the writer escapes,
 * without the characters that XML does not allow.
 */
final class PlanNarrative {

  private PlanNarrative() {}

  static Narrative plan(CarePlan plan, PlanProgress progress) {
    var lines =
        progress.activities().stream()
            .map(
                entry ->
                    entry.title()
                        + entry
                            .expected()
                            .map(all -> ": " + entry.delivered() + " of " + all + " sessions")
                            .orElse("")
                        + entry.due().map(due -> "; due " + due).orElse(""))
            .toList();
    var title = plan.hasTitle() ? plan.getTitle() : "Care plan";
    var status = plan.hasStatus() ? " (" + plan.getStatus().toCode() + ")" : "";
    return narrative(title + status, lines);
  }

  static Narrative conditions(List<Condition> conditions) {
    return narrative(
        "Problems that the plan is for",
        conditions.stream().map(condition -> words(condition.getCode())).toList());
  }

  static Narrative goals(List<Goal> goals) {
    return narrative(
        "What the person wants to reach",
        goals.stream().map(goal -> words(goal.getDescription())).toList());
  }

  static Narrative teams(List<CareTeam> teams) {
    return narrative(
        "Who takes part",
        teams.stream()
            .flatMap(team -> team.getParticipant().stream())
            .flatMap(participant -> participant.getRole().stream())
            .map(PlanNarrative::words)
            .toList());
  }

  static Narrative scores(List<Observation> scores) {
    return narrative(
        "Latest score of each scale", scores.stream().map(PlanNarrative::score).toList());
  }

  private static String score(Observation score) {
    var value =
        score.getValue() instanceof Quantity quantity && quantity.hasValue()
            ? ": " + quantity.getValue().toPlainString()
            : "";
    var date = score.hasEffectiveDateTimeType() ? " on " + day(score) : "";
    return words(score.getCode()) + value + date;
  }

  private static String day(Observation score) {
    var text = score.getEffectiveDateTimeType().getValueAsString();
    return text == null ? "" : text.split("T", 2)[0];
  }

  private static String words(CodeableConcept concept) {
    return Stream.of(
            concept.getText(),
            concept.getCodingFirstRep().getDisplay(),
            concept.getCodingFirstRep().getCode())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("not named");
  }

  private static Narrative narrative(String heading, List<String> lines) {
    var div = new XhtmlNode(NodeType.Element, "div");
    div.attribute("xmlns", "http://www.w3.org/1999/xhtml");
    div.addTag("p").addText(clean(heading));
    if (lines.isEmpty()) {
      div.addTag("p").addText("None recorded.");
    } else {
      var list = div.addTag("ul");
      lines.forEach(line -> list.addTag("li").addText(clean(line)));
    }
    var narrative = new Narrative();
    narrative.setStatus(NarrativeStatus.GENERATED);
    narrative.setDiv(div);
    return narrative;
  }

  /** Without what XML 1.0 has no place for: control characters and halves of surrogate pairs. */
  private static String clean(String text) {
    return text.codePoints()
        .filter(point -> point == '\t' || point == '\n' || point >= ' ')
        .filter(point -> !(point >= 0x7F && point <= 0x9F))
        .filter(point -> !(point >= 0xD800 && point <= 0xDFFF))
        .filter(point -> point != 0xFFFE && point != 0xFFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
