package parley.mappings.careplan;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import parley.terminology.Definitions;
import parley.terminology.scale.Scales;

/**
 * Which scales a questionnaire measures: those whose code one of its items has. A score of one of
 * them counts as the questionnaire given. Safe to share between threads.
 */
public final class MeasureScales {

  private final Map<String, Set<String>> scales = new HashMap<>();

  private MeasureScales(List<Questionnaire> questionnaires, Scales known) {
    for (var questionnaire : questionnaires) {
      var measured = scales.computeIfAbsent(questionnaire.getUrl(), url -> new LinkedHashSet<>());
      collect(questionnaire.getItem(), known, measured);
    }
  }

  /** Those of the shipped questionnaires. */
  public static MeasureScales packaged(Scales known) {
    return new MeasureScales(Definitions.packaged(Questionnaire.class), known);
  }

  private static void collect(
      List<QuestionnaireItemComponent> items, Scales known, Set<String> into) {
    for (var item : items) {
      item.getCode()
          .forEach(
              code ->
                  known
                      .coded(code.getSystem(), code.getCode())
                      .ifPresent(scale -> into.add(scale.id())));
      collect(item.getItem(), known, into);
    }
  }

  /** Ids of the scales, none when the questionnaire is not known or has codes of its own. */
  Set<String> of(String questionnaire) {
    return scales.getOrDefault(questionnaire, Set.of());
  }
}
