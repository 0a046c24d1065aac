package parley.server.careplan;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.careplan.PlanProgress;
import parley.mappings.careplan.StepSuggestions;

/** How far a plan is, as Parameters; docs/care-plans.md names and explains each. */
final class ProgressParameters {

  private ProgressParameters() {}

  static Parameters of(
      CarePlan plan,
      PlanProgress progress,
      StepSuggestions.Result suggestions,
      PlannedCourse course,
      LocalDate day) {
    var root = new ParametersParameterComponent();
    add(root, "plan", new Reference("CarePlan/" + plan.getIdElement().getIdPart()));
    add(root, "status", new CodeType(plan.getStatus().toCode()));
    add(root, "date", date(day));
    progress.activities().forEach(entry -> activity(root, entry, day));
    progress.nextQuestionnaire().ifPresent(entry -> nextQuestionnaire(root, entry, day));
    progress.nextSession().ifPresent(next -> add(root, "next-session", date(next)));
    course
        .judged()
        .ifPresent(
            judged -> {
              var part = part(root, "trajectory");
              add(part, "status", new CodeType(judged.trajectory().status().code()));
              add(part, "text", new StringType(judged.trajectory().reason().text()));
              add(
                  part,
                  "rests-on-unverified",
                  new BooleanType(judged.trajectory().restsOnUnverified()));
            });
    suggestions(root, suggestions);
    return new Parameters().setParameter(root.getPart());
  }

  private static void activity(
      ParametersParameterComponent root, PlanProgress.Entry entry, LocalDate day) {
    var part = part(root, "activity");
    entry.id().ifPresent(id -> add(part, "id", new StringType(id)));
    add(part, "title", new StringType(entry.title()));
    entry.expected().ifPresent(count -> add(part, "expected", new IntegerType(count)));
    add(part, "delivered", new IntegerType(entry.delivered()));
    if (entry.missed() > 0) {
      add(part, "missed", new IntegerType(entry.missed()));
    }
    entry.last().ifPresent(last -> add(part, "last", date(last)));
    entry.questionnaire().ifPresent(url -> add(part, "questionnaire", new CanonicalType(url)));
    for (var score : entry.scores()) {
      var scored = part(part, "score");
      add(scored, "scale", new CodeType(score.scale()));
      add(scored, "value", new DecimalType(score.value()));
      add(scored, "date", date(score.day()));
      add(scored, "observation", score.record());
    }
    due(part, entry.due(), entry.isOverdue(day));
    entry.outcomes().forEach(outcome -> add(part, "outcome", outcome));
  }

  private static void nextQuestionnaire(
      ParametersParameterComponent root, PlanProgress.Entry entry, LocalDate day) {
    var part = part(root, "next-questionnaire");
    entry.questionnaire().ifPresent(url -> add(part, "questionnaire", new CanonicalType(url)));
    due(part, entry.due(), entry.isOverdue(day));
  }

  private static void due(
      ParametersParameterComponent part, Optional<LocalDate> due, boolean overdue) {
    due.ifPresent(
        next -> {
          add(part, "due", date(next));
          add(part, "overdue", new BooleanType(overdue));
        });
  }

  /** Whatever stands in the way of a suggestion is said: silence would read as "go on". */
  private static void suggestions(
      ParametersParameterComponent root, StepSuggestions.Result result) {
    if (result instanceof StepSuggestions.Result.Made made) {
      for (var suggestion : made.suggestions()) {
        var part = part(root, "suggestion");
        add(part, "action", new StringType(suggestion.action()));
        add(part, "code", suggestion.code());
        add(part, "text", new StringType(suggestion.title()));
        add(
            part,
            "verdict",
            new CodeType(suggestion.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        suggestion.because().forEach(why -> add(part, "because", new StringType(why)));
      }
    } else if (result instanceof StepSuggestions.Result.Refused refused) {
      var part = part(root, "finding");
      add(part, "element", new StringType(refused.problem().location()));
      add(part, "rule", new StringType(refused.problem().rule()));
      add(part, "remedy", new StringType(refused.problem().remedy()));
    }
  }

  private static Type date(LocalDate day) {
    return new DateType(day.toString());
  }

  private static ParametersParameterComponent part(
      ParametersParameterComponent parent, String name) {
    return parent.addPart().setName(name);
  }

  private static void add(ParametersParameterComponent parent, String name, Type value) {
    part(parent, name).setValue(value);
  }
}
