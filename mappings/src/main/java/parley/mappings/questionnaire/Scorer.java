package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.questionnaire.Assessment.NotScored;

/** The scores of one response: those calculated, those sent as totals, and those there are not. */
final class Scorer {

  private final Expressions expressions;
  private final Form form;
  private final Answers answers;
  private final List<Problem> problems;
  private final Map<String, Type> scores = new LinkedHashMap<>();
  private final List<NotScored> notScored = new ArrayList<>();
  private final Set<String> contradicted = new HashSet<>();

  Scorer(Expressions expressions, Form form, Answers answers, List<Problem> problems) {
    this.expressions = expressions;
    this.form = form;
    this.answers = answers;
    this.problems = problems;
    var scope = Expressions.Scope.of(answers.asResponse(), form.variables());
    for (var item : form.scores()) {
      if (item.formula().isPresent()) {
        calculated(item, item.formula().get(), scope);
      } else {
        answers.to(item.linkId()).ifPresent(sent -> scores.put(item.linkId(), sent.value()));
      }
    }
    form.scores().forEach(item -> item.formula().ifPresent(formula -> missing(item, formula)));
    nothing();
  }

  /** By linkId, in the order of the form: a number, or a Coding where the answer is none. */
  Map<String, Type> scores() {
    return scores;
  }

  List<NotScored> notScored() {
    return notScored;
  }

  private void calculated(Form.Item item, Form.Formula formula, Expressions.Scope scope) {
    var sent = answers.to(item.linkId());
    var made = rounded(item, expressions.number(scope, formula.expression()));
    if (made.isPresent()) {
      sent.filter(total -> differs(total, made.get()))
          .ifPresent(total -> contradiction(item, total));
      scores.put(item.linkId(), new DecimalType(made.get()));
    } else if (sent.isPresent()) {
      withoutAnswers(item, formula, sent.get());
    }
  }

  /** A total that comes without its items stands; with some of them it has to be possible. */
  private void withoutAnswers(Form.Item item, Form.Formula formula, Answers.Answer sent) {
    if (formula.linkIds().stream().noneMatch(answers::has)) {
      scores.put(item.linkId(), sent.value());
      return;
    }
    var total = Numbers.of(sent.value()).orElseThrow();
    var least = assumed(item, formula, BinaryOperator.minBy(BigDecimal::compareTo));
    var most = assumed(item, formula, BinaryOperator.maxBy(BigDecimal::compareTo));
    if (least.filter(bound -> total.compareTo(bound) < 0).isPresent()
        || most.filter(bound -> total.compareTo(bound) > 0).isPresent()) {
      contradiction(item, sent);
    }
  }

  private void contradiction(Form.Item item, Answers.Answer sent) {
    contradicted.add(item.linkId());
    problems.add(
        Problem.error(
            ProblemCode.CONTRADICTION,
            sent.location(),
            "item " + item.linkId() + " is not the score that the answers make",
            "Correct the answers or the score, or leave the score out."));
  }

  private void missing(Form.Item item, Form.Formula formula) {
    if (scores.containsKey(item.linkId()) || contradicted.contains(item.linkId())) {
      return;
    }
    var begun = formula.linkIds().stream().anyMatch(answers::has);
    if (!begun && (!scores.isEmpty() || anotherBegun())) {
      return;
    }
    var unanswered = formula.linkIds().stream().filter(linkId -> !answers.has(linkId)).toList();
    var needed =
        unanswered.stream().filter(linkId -> isNeeded(linkId, item, formula, unanswered)).toList();
    var missing = needed.isEmpty() ? unanswered : needed;
    notScored.add(new NotScored(item.linkId(), missing));
    problems.add(
        Problem.warning(
            ProblemCode.INCOMPLETE,
            answers.to(item.linkId()).map(Answers.Answer::location).orElse("QuestionnaireResponse"),
            "there is no score "
                + item.linkId()
                + ", because items without answer are "
                + String.join(", ", missing),
            "Send the missing answers in an amended response, if there are any."));
  }

  /** A form of which only the scores themselves are sent, and none was. */
  private void nothing() {
    if (form.scores().isEmpty()
        || !scores.isEmpty()
        || !notScored.isEmpty()
        || !contradicted.isEmpty()) {
      return;
    }
    var linkIds = form.scores().stream().map(Form.Item::linkId).toList();
    linkIds.forEach(linkId -> notScored.add(new NotScored(linkId, List.of(linkId))));
    problems.add(
        Problem.warning(
            ProblemCode.INCOMPLETE,
            "QuestionnaireResponse",
            "there is no score, because items without answer are " + String.join(", ", linkIds),
            "Send the missing answers in an amended response, if there are any."));
  }

  /** Whether any score was begun: one of several that is not was not asked for. */
  private boolean anotherBegun() {
    return form.scores().stream()
        .flatMap(item -> item.formula().stream())
        .anyMatch(formula -> formula.linkIds().stream().anyMatch(answers::has));
  }

  /** Whether the score stays away without this one item, all others answered. */
  private boolean isNeeded(
      String linkId, Form.Item item, Form.Formula formula, List<String> unanswered) {
    var others = new HashMap<String, Type>();
    unanswered.stream()
        .filter(other -> !other.equals(linkId))
        .forEach(other -> extreme(other, (one, two) -> one).ifPresent(v -> others.put(other, v)));
    return score(item, formula, others).isEmpty();
  }

  private Optional<BigDecimal> assumed(
      Form.Item item, Form.Formula formula, BinaryOperator<BigDecimal> which) {
    var values = new HashMap<String, Type>();
    formula.linkIds().stream()
        .filter(linkId -> !answers.has(linkId))
        .forEach(linkId -> extreme(linkId, which).ifPresent(value -> values.put(linkId, value)));
    return score(item, formula, values);
  }

  private Optional<BigDecimal> score(
      Form.Item item, Form.Formula formula, Map<String, Type> values) {
    var scope = Expressions.Scope.of(answers.with(values).asResponse(), form.variables());
    return rounded(item, expressions.number(scope, formula.expression()));
  }

  private Optional<Type> extreme(String linkId, BinaryOperator<BigDecimal> which) {
    return form.items().get(linkId).options().stream()
        .flatMap(option -> option.weight().stream())
        .reduce(which)
        .map(DecimalType::new);
  }

  private static boolean differs(Answers.Answer total, BigDecimal made) {
    return Numbers.of(total.value()).filter(sent -> sent.compareTo(made) == 0).isEmpty();
  }

  private static Optional<BigDecimal> rounded(Form.Item item, Optional<BigDecimal> number) {
    return number.map(made -> made.setScale(item.range().decimals(), RoundingMode.HALF_UP));
  }
}
