package parley.server.outcome;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.server.fhir.RecordRule;
import parley.terminology.Definitions;
import parley.terminology.Systems;

/**
 * Which questionnaires are Parley's, and by what names a response may call them: an answer to a
 * form under a name that is nearly right would be neither scored nor looked at.
 */
final class OwnQuestionnaires implements RecordRule {

  private static final String FOLDER = "Questionnaire/";
  private static final String PROFILE = Systems.structureDefinition("questionnaire-response");

  private static final String REMEDY =
      "Send the canonical URL and version of one of this gateway's questionnaires, as GET"
          + " Questionnaire lists them.";

  /** Canonical URL to the version that is served. */
  private final Map<String, String> urls;

  private final String base;

  /**
   * The packaged ones.
   *
   * @param base the gateway's own FHIR address
   */
  OwnQuestionnaires(String base) {
    this.base = (base.endsWith("/") ? base : base + '/') + FOLDER;
    this.urls =
        Definitions.packaged(Questionnaire.class).stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    MetadataResource::getUrl,
                    MetadataResource::getVersion,
                    (one, other) -> one.compareTo(other) >= 0 ? one : other));
  }

  /** Whether a response names one of them, in whatever version. */
  boolean has(QuestionnaireResponse response) {
    return response.hasQuestionnaire() && urls.containsKey(url(response.getQuestionnaire()));
  }

  /**
   * The address under which the gateway serves a questionnaire of its own is taken as its name, and
   * without a version as what is served there now.
   */
  @Override
  public void settle(Resource resource) {
    if (resource instanceof QuestionnaireResponse response && response.hasQuestionnaire()) {
      var canonical = response.getQuestionnaire();
      if (canonical.startsWith(base) || canonical.startsWith(FOLDER)) {
        var own = canonical.substring(canonical.indexOf(FOLDER) + FOLDER.length());
        var url = url(Systems.PARLEY + FOLDER + own);
        if (urls.containsKey(url)) {
          var version = own.contains("|") ? own.split("\\|", 2)[1] : urls.get(url);
          response.setQuestionnaireElement(new CanonicalType(url + '|' + version));
        }
      }
    }
  }

  /** What claims to be one of Parley's, or is named as if it were, has to be one. */
  @Override
  public List<Problem> check(Resource resource) {
    if (!(resource instanceof QuestionnaireResponse response) || has(response)) {
      return List.of();
    }
    var named =
        response.hasQuestionnaire()
            && response.getQuestionnaire().startsWith(Systems.PARLEY + FOLDER);
    return named || response.getMeta().hasProfile(PROFILE)
        ? List.of(
            Problem.error(
                ProblemCode.UNKNOWN_QUESTIONNAIRE,
                "QuestionnaireResponse.questionnaire",
                "no questionnaire is known by this canonical URL, so no answer could be scored or"
                    + " looked at",
                REMEDY))
        : List.of();
  }

  /** What a client is told of a response to somebody else's questionnaire. */
  static Problem notLookedAt() {
    return Problem.warning(
        ProblemCode.UNKNOWN_QUESTIONNAIRE,
        "QuestionnaireResponse.questionnaire",
        "the response is stored unscored and no answer in it was looked at: its questionnaire is"
            + " not known here",
        "If it answers one of this gateway's questionnaires, name that. " + REMEDY);
  }

  private static String url(String canonical) {
    return canonical.split("\\|", 2)[0];
  }
}
