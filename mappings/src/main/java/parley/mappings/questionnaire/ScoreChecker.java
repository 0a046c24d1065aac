package parley.mappings.questionnaire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** Checks a score that comes as an Observation alone by the rules of its questionnaire's item. */
final class ScoreChecker {

  private static final String VALUE = "Observation.value";
  private static final Set<String> UNITS = Set.of("", "1", "{score}", "score");
  private static final Set<ObservationStatus> WITHOUT_VALUE =
      Set.of(
          ObservationStatus.ENTEREDINERROR,
          ObservationStatus.CANCELLED,
          ObservationStatus.REGISTERED);

  private static final Set<ObservationStatus> VOID =
      Set.of(ObservationStatus.ENTEREDINERROR, ObservationStatus.CANCELLED);

  private final Terminology terminology;
  private final Map<String, Scale> scales = new HashMap<>();

  /** What a code is the score of. */
  private record Scale(Form form, Form.Item item) {}

  ScoreChecker(Collection<Form> forms, Terminology terminology) {
    this.terminology = terminology;
    for (var form : forms) {
      for (var item : form.scores()) {
        item.codes().forEach(coding -> scales.put(key(coding), new Scale(form, item)));
      }
    }
  }

  ScoreCheck check(Observation observation) {
    var found = new LinkedHashSet<Scale>();
    for (var coding : observation.getCode().getCoding()) {
      Optional.ofNullable(scales.get(key(coding))).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      return new ScoreCheck.NotAScore();
    }
    if (found.size() > 1) {
      return new ScoreCheck.Refused(
          List.of(
              Problem.error(
                  ProblemCode.CONTRADICTION,
                  "Observation.code",
                  "the codes are of two different scores",
                  "Send one Observation for each score.")),
          observation.copy());
    }
    return check(observation, found.iterator().next());
  }

  private ScoreCheck check(Observation observation, Scale scale) {
    var problems = new ArrayList<Problem>();
    var score = observation.copy();
    complete(score, scale.item());
    if (observation.hasValue()) {
      score.setValue(
          value(observation.getValue(), scale, problems)
              .orElseGet(() -> counted(score.getValue(), scale.item())));
    } else if (!observation.hasDataAbsentReason()
        && !WITHOUT_VALUE.contains(observation.getStatus())) {
      problems.add(
          Problem.error(
              ProblemCode.MISSING_FIELD,
              VALUE,
              "a score needs a value",
              "Send the score in valueQuantity, or why there is none in dataAbsentReason."));
    }
    if (!VOID.contains(observation.getStatus())) {
      Whose.problem(observation.getSubject(), "Observation.subject").ifPresent(problems::add);
    }
    return problems.isEmpty()
        ? new ScoreCheck.Accepted(scale.form().url(), scale.item().linkId(), score)
        : new ScoreCheck.Refused(problems, score);
  }

  private Optional<Type> value(Type value, Scale scale, List<Problem> problems) {
    if (value instanceof Quantity quantity && !isUnit(quantity)) {
      problems.add(
          Problem.error(
              ProblemCode.INVALID_VALUE,
              VALUE,
              "a score is counted in points and in no other unit",
              "Send the unit score with UCUM code {score}, or none."));
      return Optional.empty();
    }
    var form = scale.form();
    var found = new ArrayList<Problem>();
    var given = new QuestionnaireResponseItemComponent().setLinkId(scale.item().linkId());
    SentValue.answer(value).ifPresent(answer -> given.addAnswer().setValue(answer));
    var answers = new AnswerReader(form, terminology, found).read(List.of(given));
    found.forEach(
        problem ->
            problems.add(Problem.error(problem.code(), VALUE, problem.rule(), problem.remedy())));
    var answer = answers.to(scale.item().linkId());
    if (answer.isEmpty() && found.isEmpty()) {
      problems.add(
          Problem.error(
              ProblemCode.INVALID_VALUE,
              VALUE,
              "the value holds no score that could be read",
              "Send the score in valueQuantity, or the answer as a coding."));
    }
    return answer.map(read -> ScoreWriter.value(scale.item(), read.value()));
  }

  /** A number that is refused, with its unit where it has none: that is not what is wrong. */
  private static Type counted(Type value, Form.Item item) {
    if (value instanceof Quantity quantity) {
      return isUnit(quantity) ? ScoreWriter.inUnit(item, quantity.copy()) : quantity;
    }
    return value instanceof IntegerType number
        ? ScoreWriter.inUnit(item, new Quantity(number.getValue()))
        : value;
  }

  private static boolean isUnit(Quantity quantity) {
    var code = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
    return UNITS.contains(code == null ? "" : code)
        && (!quantity.hasSystem() || quantity.getSystem().equals(Systems.UCUM));
  }

  private static void complete(Observation score, Form.Item item) {
    for (var coding : item.codes()) {
      if (score.getCode().getCoding().stream().noneMatch(held -> key(held).equals(key(coding)))) {
        score.getCode().addCoding(coding.copy());
      }
    }
    if (score.getCategory().stream()
        .noneMatch(category -> category.hasCoding(Systems.OBSERVATION_CATEGORY, "survey"))) {
      score.addCategory(ScoreWriter.survey());
    }
  }

  private static String key(Coding coding) {
    return coding.getSystem() + '|' + coding.getCode();
  }
}
