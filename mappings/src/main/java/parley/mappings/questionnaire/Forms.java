package parley.mappings.questionnaire;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** Questionnaires by canonical URL and version. */
final class Forms {

  /** Numbers by their value, so that 1.10.0 comes after 1.9.0. */
  private static final Comparator<String> VERSIONS =
      Comparator.comparing(
          version ->
              Pattern.compile("\\d+")
                  .matcher(version)
                  .replaceAll(number -> String.format("%12s", number.group())));

  private final Map<String, TreeMap<String, Form>> byUrl = new LinkedHashMap<>();

  Forms(Expressions expressions, List<Questionnaire> questionnaires) {
    for (var questionnaire : questionnaires) {
      byUrl
          .computeIfAbsent(questionnaire.getUrl(), url -> new TreeMap<>(VERSIONS))
          .put(questionnaire.getVersion(), FormReader.read(expressions, questionnaire));
    }
  }

  List<String> urls() {
    return List.copyOf(byUrl.keySet());
  }

  /** The latest version of each. */
  Collection<Form> latest() {
    return byUrl.values().stream().map(versions -> versions.lastEntry().getValue()).toList();
  }

  /** Whether a canonical names one of these, in whatever version. */
  boolean has(String canonical) {
    return byUrl.containsKey(parts(canonical)[0]);
  }

  /** The questionnaire of a canonical: the version it names, or else the latest. */
  Optional<Form> find(String canonical) {
    var parts = parts(canonical);
    var versions = byUrl.get(parts[0]);
    if (versions == null) {
      return Optional.empty();
    }
    return parts.length == 1
        ? Optional.of(versions.lastEntry().getValue())
        : Optional.ofNullable(versions.get(parts[1]));
  }

  /** The questionnaire that a response answers; notes when there is none, or no version is told. */
  Optional<Form> of(QuestionnaireResponse response, List<Problem> problems) {
    if (!response.hasQuestionnaire()) {
      problems.add(
          Problem.error(
              ProblemCode.MISSING_FIELD,
              "QuestionnaireResponse.questionnaire",
              "the response does not say what it answers",
              "Send the element questionnaire."));
      return Optional.empty();
    }
    var canonical = response.getQuestionnaire();
    var form = find(canonical);
    if (form.isEmpty()) {
      problems.add(unknown(parts(canonical)[0]));
    } else if (parts(canonical).length == 1) {
      problems.add(
          Problem.warning(
              ProblemCode.MISSING_FIELD,
              "QuestionnaireResponse.questionnaire",
              "no version is named; the answers were read by version " + form.get().version(),
              "Send the canonical URL with its version after a bar."));
    }
    return form;
  }

  private Problem unknown(String url) {
    var versions = byUrl.containsKey(url) ? byUrl.get(url).keySet() : Set.<String>of();
    return Problem.error(
        ProblemCode.UNKNOWN_QUESTIONNAIRE,
        "QuestionnaireResponse.questionnaire",
        versions.isEmpty()
            ? "no questionnaire is known by this canonical URL"
            : "this version of the questionnaire is not known",
        versions.isEmpty()
            ? "Send the canonical URL of a questionnaire that Parley has."
            : "Send the answers by version " + String.join(" or ", versions) + '.');
  }

  private static String[] parts(String canonical) {
    return canonical.split("\\|", 2);
  }
}
