package parley.mappings.questionnaire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.questionnaire.Assessment.Alert;
import parley.terminology.Terminology;

/**
 * Answers that come as Observations without their response, where the question is one that a
 * clinician may have to look at: PHQ-9 item 9 sent by itself is no less urgent.
 */
final class LoneAnswers {

  private static final Set<ObservationStatus> VOID =
      Set.of(ObservationStatus.ENTEREDINERROR, ObservationStatus.CANCELLED);

  private final Expressions expressions;
  private final Terminology terminology;
  private final Map<String, Asked> questions = new HashMap<>();

  private record Asked(Form form, Form.Item item) {}

  /**
   * A question with the value given to it.
   *
   * @param location FHIRPath of the value
   */
  private record Given(Asked asked, Type value, String location) {}

  LoneAnswers(Expressions expressions, Collection<Form> forms, Terminology terminology) {
    this.expressions = expressions;
    this.terminology = terminology;
    for (var form : forms) {
      form.items().values().stream()
          .filter(item -> isReviewed(form, item))
          .forEach(
              item ->
                  item.codes().forEach(code -> questions.put(key(code), new Asked(form, item))));
    }
  }

  private boolean isReviewed(Form form, Form.Item item) {
    return item.options().stream()
        .anyMatch(option -> isReviewed(form, Map.of(item.linkId(), option.coding())));
  }

  private boolean isReviewed(Form form, Map<String, Type> answers) {
    var response = new Answers(Map.of()).with(answers).asResponse();
    var scope = Expressions.Scope.of(response, form.variables());
    return form.reviews().stream().anyMatch(review -> expressions.holds(scope, review.condition()));
  }

  /** What hinders such an answer from being understood; empty for any other Observation. */
  List<Problem> problems(Observation observation) {
    var problems = new ArrayList<Problem>();
    var given = given(observation).toList();
    given.forEach(one -> read(one, problems));
    if (!given.isEmpty()) {
      Whose.problem(observation.getSubject(), "Observation.subject").ifPresent(problems::add);
    }
    return problems;
  }

  /** Whether an Observation is such an answer. */
  boolean isOne(Observation observation) {
    return given(observation).findAny().isPresent();
  }

  /** What a person has to look at. */
  List<Alert> alerts(Observation observation) {
    return given(observation)
        .flatMap(
            given ->
                AlertWriter.alerts(
                    expressions,
                    given.asked().form(),
                    read(given, new ArrayList<>()),
                    Occasion.of(observation))
                    .stream())
        .toList();
  }

  private Stream<Given> given(Observation observation) {
    if (observation.hasStatus() && VOID.contains(observation.getStatus())) {
      return Stream.empty();
    }
    var parts = new ArrayList<Given>();
    add(parts, observation.getCode(), observation.getValue(), "Observation.value");
    for (var i = 0; i < observation.getComponent().size(); i++) {
      var part = observation.getComponent().get(i);
      add(parts, part.getCode(), part.getValue(), "Observation.component[" + i + "].value");
    }
    return parts.stream();
  }

  private void add(List<Given> parts, CodeableConcept code, @Nullable Type value, String location) {
    if (value != null) {
      code.getCoding().stream()
          .map(coding -> questions.get(key(coding)))
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(asked -> parts.add(new Given(asked, value, location)));
    }
  }

  private Answers read(Given given, List<Problem> problems) {
    var found = new ArrayList<Problem>();
    var item = given.asked().item();
    var answered = new QuestionnaireResponseItemComponent().setLinkId(item.linkId());
    SentValue.answer(given.value()).ifPresent(value -> answered.addAnswer().setValue(value));
    var answers =
        new AnswerReader(given.asked().form(), terminology, found).read(List.of(answered));
    if (found.isEmpty() && !answers.has(item.linkId())) {
      found.add(
          Problem.error(
              ProblemCode.INVALID_VALUE,
              given.location(),
              "the value holds no answer that could be read",
              "Send the points of the answer, or one of its codes."));
    }
    found.forEach(
        problem ->
            problems.add(
                Problem.error(problem.code(), given.location(), problem.rule(), problem.remedy())));
    return answers;
  }

  private static String key(Coding coding) {
    return coding.getSystem() + '|' + coding.getCode();
  }
}
