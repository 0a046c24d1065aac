package parley.mappings.questionnaire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.terminology.Definitions;
import parley.terminology.Terminology;

/**
 * The questionnaires Parley knows, and what can be asked of them. Reading them takes a while and is
 * done once; safe to share between threads.
 */
public final class Questionnaires {

  private final Expressions expressions = new Expressions();
  private final Terminology terminology;
  private final Forms forms;
  private final ScoreChecker checker;
  private final LoneAnswers loneAnswers;

  private Questionnaires(List<Questionnaire> questionnaires, Terminology terminology) {
    this.terminology = terminology;
    forms = new Forms(expressions, questionnaires);
    checker = new ScoreChecker(forms.latest(), terminology);
    loneAnswers = new LoneAnswers(expressions, forms.latest(), terminology);
  }

  /** The shipped questionnaires that give a score. */
  public static Questionnaires packaged(Terminology terminology) {
    return of(
        Definitions.packaged(Questionnaire.class).stream().filter(FormReader::scores).toList(),
        terminology);
  }

  /**
   * Some questionnaires.
   *
   * @param questionnaires each with canonical URL and version; of several versions of one the
   *     latest is meant where none is named
   * @param terminology for LOINC answer codes (ConceptMap {@code questionnaire-answer})
   * @throws IllegalArgumentException when one cannot be read: a linkId twice, or no FHIRPath
   */
  public static Questionnaires of(List<Questionnaire> questionnaires, Terminology terminology) {
    return new Questionnaires(questionnaires, terminology);
  }

  /** Canonical URLs without version, in the order given. */
  public List<String> urls() {
    return forms.urls();
  }

  /**
   * Whether a response answers a questionnaire of these, in whatever version. FHIR lets a response
   * name none.
   */
  public boolean knows(QuestionnaireResponse response) {
    return response.hasQuestionnaire() && knows(response.getQuestionnaire());
  }

  /**
   * Whether a canonical names a questionnaire of these, in whatever version.
   *
   * @param canonical {@code url} or {@code url|version}
   */
  public boolean knows(String canonical) {
    return forms.has(canonical);
  }

  /**
   * The canonical with version that a response of today names.
   *
   * @param canonical {@code url} or {@code url|version}
   * @return empty when the questionnaire or version is not known
   */
  public Optional<String> versioned(String canonical) {
    return forms.find(canonical).map(form -> form.url() + '|' + form.version());
  }

  /**
   * The code of a score that is a number, a total rather than the answer to a question.
   *
   * @return empty when there is no such item, or it is a question
   */
  public Optional<CodeableConcept> totalCode(String canonical, String linkId) {
    return forms
        .find(canonical)
        .flatMap(form -> Optional.ofNullable(form.items().get(linkId)))
        .filter(item -> item.extracted() && item.options().isEmpty())
        .map(ScoreWriter::code);
  }

  /**
   * Scores a response.
   *
   * @param response with questionnaire, status, subject and, once completed, authored; its id, when
   *     it has one, is the root of the ids of all that comes of it
   * @return scores, or all problems with the FHIRPath of the item as location; never throws for
   *     what a sender wrote
   */
  public Assessment assess(QuestionnaireResponse response) {
    var problems = new ArrayList<Problem>();
    var form = forms.of(response, problems);
    if (form.isEmpty()) {
      return new Assessment.Refused(problems);
    }
    var writer = new ScoreWriter(response, form.get());
    if (response.getStatus() == QuestionnaireResponseStatus.ENTEREDINERROR) {
      return new Assessment.Withdrawn(form.get().scores().stream().map(writer::withdrawn).toList());
    }
    checkHead(response, problems);
    var answers = new AnswerReader(form.get(), terminology, problems).read(response.getItem());
    if (problems.stream().anyMatch(Problem::stops)) {
      return new Assessment.Refused(problems);
    }
    if (isFinished(response)) {
      return scored(response, form.get(), answers, writer, problems);
    }
    return new Assessment.Unfinished(
        AlertWriter.alerts(expressions, form.get(), answers, Occasion.of(response)), problems);
  }

  /**
   * A response as it is best stored: its answers in the codes that the questionnaire offers, for
   * the numbers and LOINC codes it may come with are no answers to FHIR's own validation; the
   * version named by which they were read; and the items in the order and groups of the form.
   *
   * @param response of one that {@link #assess} refuses the items stay where they are, so that a
   *     problem's place is a place in what was sent; an unknown questionnaire leaves it as it is
   */
  public QuestionnaireResponse coded(QuestionnaireResponse response) {
    var form = forms.find(response.getQuestionnaire());
    if (form.isEmpty()) {
      return response;
    }
    var answers =
        new AnswerReader(form.get(), terminology, new ArrayList<>()).read(response.getItem());
    var coded = AnswerCoding.coded(response, form.get(), answers);
    coded.setQuestionnaire(form.get().url() + '|' + form.get().version());
    if (!(assess(response) instanceof Assessment.Refused)) {
      coded.setItem(new ItemOrder(form.get()).arranged(coded.getItem()));
    }
    return coded;
  }

  /**
   * Checks that a response, or a score or answer sent as an Observation, is not of a day to come.
   *
   * @param now when it came
   * @return nothing for other Observations, nor for what was entered in error
   */
  public List<Problem> checkMoment(Resource resource, Instant now) {
    if (resource instanceof QuestionnaireResponse response
        && response.getStatus() != QuestionnaireResponseStatus.ENTEREDINERROR) {
      return FutureDates.problem(
              response.getAuthoredElement(), now, "QuestionnaireResponse.authored")
          .stream()
          .toList();
    }
    if (resource instanceof Observation observation
        && observation.getStatus() != ObservationStatus.ENTEREDINERROR
        && (loneAnswers.isOne(observation)
            || !(checker.check(observation) instanceof ScoreCheck.NotAScore))) {
      return FutureDates.problem(observation.getEffective(), now, "Observation.effective").stream()
          .toList();
    }
    return List.of();
  }

  /**
   * Checks a score that is sent as an Observation without its response.
   *
   * @return accepted, refused with all problems, or not a score of these questionnaires
   */
  public ScoreCheck checkScore(Observation observation) {
    return checker.check(observation);
  }

  /**
   * Checks an answer that is sent as an Observation without its response, where it may be one for a
   * clinician to look at.
   *
   * @return all problems; none for any other Observation
   */
  public List<Problem> checkAnswer(Observation observation) {
    return loneAnswers.problems(observation);
  }

  /**
   * What a person has to look at in an Observation sent without its response.
   *
   * @param observation with its id, on which the ids of what comes of it depend
   */
  public List<Assessment.Alert> alerts(Observation observation) {
    return loneAnswers.alerts(observation);
  }

  /**
   * Begins a response (SDC {@code $populate}).
   *
   * @param canonical {@code url} or {@code url|version}
   * @return in progress, with what is known; empty when the questionnaire or version is not
   */
  public Optional<QuestionnaireResponse> populate(String canonical, KnownFacts facts) {
    return forms.find(canonical).map(form -> Population.begin(expressions, form, facts));
  }

  private Assessment scored(
      QuestionnaireResponse response,
      Form form,
      Answers answers,
      ScoreWriter writer,
      List<Problem> problems) {
    var scorer = new Scorer(expressions, form, answers, problems);
    if (problems.stream().anyMatch(Problem::stops)) {
      return new Assessment.Refused(problems);
    }
    var scores = new ArrayList<Observation>();
    var withdrawn = new ArrayList<Observation>();
    for (var item : form.scores()) {
      var value = scorer.scores().get(item.linkId());
      if (value == null) {
        withdrawn.add(writer.withdrawn(item));
      } else {
        scores.add(writer.score(item, value));
      }
    }
    var alerts = AlertWriter.alerts(expressions, form, answers, Occasion.of(response));
    return new Assessment.Scored(scores, withdrawn, alerts, scorer.notScored(), problems);
  }

  private static boolean isFinished(QuestionnaireResponse response) {
    return response.getStatus() == QuestionnaireResponseStatus.COMPLETED
        || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
  }

  private static void checkHead(QuestionnaireResponse response, List<Problem> problems) {
    if (!response.hasStatus()) {
      missing(problems, "status", "the response does not say whether it is completed");
    }
    Whose.problem(response.getSubject(), "QuestionnaireResponse.subject").ifPresent(problems::add);
    if (isFinished(response) && !response.hasAuthored()) {
      missing(problems, "authored", "the response does not say when it was answered");
    }
  }

  private static void missing(List<Problem> problems, String element, String rule) {
    problems.add(
        Problem.error(
            ProblemCode.MISSING_FIELD,
            "QuestionnaireResponse." + element,
            rule,
            "Send the element " + element + '.'));
  }
}
