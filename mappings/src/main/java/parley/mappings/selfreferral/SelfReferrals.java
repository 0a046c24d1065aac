package parley.mappings.selfreferral;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.FutureDates;
import parley.mappings.questionnaire.Questionnaires;
import parley.terminology.Definitions;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** What a response to the shipped self-referral form means. Pure; safe to share between threads. */
public final class SelfReferrals {

  /** Canonical URL of the form, without version. */
  public static final String FORM = Systems.questionnaire("self-referral");

  /** Longer ago than a form is on its way: scores and waits would be told of another time. */
  private static final Duration OLD = Duration.ofDays(90);

  private final Terminology terminology;
  private final Questionnaires instruments;
  private final Questionnaire form;
  private final Questionnaires rules;

  /**
   * Over the shipped form.
   *
   * @param instruments scores the questionnaires within it
   */
  public SelfReferrals(Questionnaires instruments, Terminology terminology) {
    this.terminology = terminology;
    this.instruments = instruments;
    this.form =
        Definitions.packaged(Questionnaire.class).stream()
            .filter(it -> FORM.equals(it.getUrl()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the form is not shipped"));
    this.rules = Questionnaires.of(List.of(form), terminology);
  }

  /** Whether a response answers the form, in whatever version. */
  public static boolean isOne(QuestionnaireResponse response) {
    return response.hasQuestionnaire()
        && FORM.equals(response.getQuestionnaire().split("\\|", 2)[0]);
  }

  /**
   * The id that a self-referral is stored under, whoever sends it and however often.
   *
   * @param response with its identifier
   */
  public static String id(QuestionnaireResponse response) {
    var number = response.getIdentifier();
    return RecordIds.of(
        "QuestionnaireResponse",
        "self-referral",
        Objects.toString(number.getSystem(), ""),
        Objects.toString(number.getValue(), ""));
  }

  /**
   * Maps a response.
   *
   * @param response as it was sent: completed, with identifier and authored, without subject
   * @param receivedAt when Parley received it
   * @param identity who the store takes the person for
   * @return all that is to be stored, or every fault
   */
  public SelfReferralResult map(
      QuestionnaireResponse response, Instant receivedAt, Identity identity) {
    var problems = new ArrayList<Problem>();
    head(response, receivedAt, problems);
    var known = rules.versioned(String.valueOf(response.getQuestionnaire())).isPresent();
    var coded = assessed(response, known, problems);
    var answers = new FormAnswers(coded, problems);
    required(form.getItem(), answers);
    var authored = new DateTimeType(response.getAuthoredElement().getValueAsString());
    var person = ReferredPerson.of(answers, terminology, authored, id(response), identity);
    coded.setItem(FormOrder.sorted(coded.getItem(), form.getItem()));
    coded.setId(id(response));
    coded.setSubject(new Reference("Patient/" + person.patient()));
    var record = record(answers, coded, authored, receivedAt, person, problems);
    return problems.stream().anyMatch(Problem::stops)
        ? new SelfReferralResult.Refused(problems.stream().distinct().toList())
        : new SelfReferralResult.Mapped(person.bundle(), coded, record, problems);
  }

  private static void head(
      QuestionnaireResponse response, Instant receivedAt, List<Problem> problems) {
    FutureDates.problem(response.getAuthoredElement(), receivedAt, "QuestionnaireResponse.authored")
        .ifPresent(problems::add);
    if (response.getAuthoredElement().hasValue()
        && response.getAuthored().toInstant().isBefore(receivedAt.minus(OLD))) {
      problems.add(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              "QuestionnaireResponse.authored",
              "authored is more than 90 days before the form was received",
              "Look whether the year is right and the person still wants to be seen."));
    }
    if (!response.getIdentifier().hasSystem() || !response.getIdentifier().hasValue()) {
      problems.add(
          Problem.error(
              ProblemCode.MISSING_FIELD,
              "QuestionnaireResponse.identifier",
              "a self-referral without identifier could not be told from itself sent again",
              "Send system and value of an identifier that no other response has."));
    }
    if (response.hasStatus() && response.getStatus() != QuestionnaireResponseStatus.COMPLETED) {
      problems.add(
          Problem.error(
              ProblemCode.INVALID_VALUE,
              "QuestionnaireResponse.status",
              "only a completed form is a referral",
              "Send the form once it is completed."));
    }
    if (response.hasSubject()) {
      problems.add(
          Problem.error(
              ProblemCode.INVALID_VALUE,
              "QuestionnaireResponse.subject",
              "who refers themselves is told by the answers",
              "Leave the element out; the answer to the request names the Patient."));
    }
  }

  /**
   * By the rules of the form, with everybody's subject; answers in the form's codes if they can.
   */
  private QuestionnaireResponse assessed(
      QuestionnaireResponse response, boolean known, List<Problem> problems) {
    var copy = response.copy();
    copy.setSubject(new Reference("Patient/self"));
    var assessment = rules.assess(copy);
    if (assessment instanceof Assessment.Refused refused) {
      problems.addAll(refused.problems());
    } else if (assessment instanceof Assessment.Scored scored) {
      problems.addAll(scored.warnings());
    }
    return known && !(assessment instanceof Assessment.Refused) ? rules.coded(copy) : copy;
  }

  private static void required(List<QuestionnaireItemComponent> items, FormAnswers answers) {
    for (var item : items) {
      if (item.getRequired() && !answers.has(item.getLinkId())) {
        answers.note(
            item.getLinkId(),
            ProblemCode.MISSING_FIELD,
            "has no answer and needs one",
            "Have it answered.");
      }
      required(item.getItem(), answers);
    }
  }

  private RecordBundle record(
      FormAnswers answers,
      QuestionnaireResponse response,
      DateTimeType authored,
      Instant receivedAt,
      ReferredPerson person,
      List<Problem> problems) {
    var patient = response.getSubject();
    var whole = ReferralEntries.reference(response);
    var referral = new ReferralEntries(response.getIdentifier(), patient, whole, receivedAt);
    var within = new Instruments(instruments);
    within.read(answers, response, referral.referral(), referral.course());
    if (problems.stream().noneMatch(Problem::stops)) {
      problems.addAll(within.problems()); // else the same was noted where it was answered
    }
    var facts = new StatedFacts(answers, patient, whole, authored);
    var conditions = facts.conditions(form);
    var consents = new ConsentFacts(answers, patient, whole, authored).consents();
    var request = referral.request(authored, answers.text("problem.words").orElse(""), conditions);
    var entries = new ArrayList<Entry>();
    conditions.forEach(condition -> entries.add(Write.ifAbsent(condition)));
    entries.add(Write.always(request));
    entries.add(Write.ifAbsent(referral.episode()));
    entries.add(Write.ifAbsent(referral.triage()));
    entries.addAll(within.entries());
    facts.perinatal().ifPresent(it -> entries.add(Write.always(it)));
    consents.forEach(consent -> entries.add(Write.always(consent)));
    if (!person.sure()) {
      entries.add(Write.ifAbsent(referral.possibleMatch(person.doubted())));
    }
    var made =
        Stream.of(List.of(request), List.of(referral.episode()), within.responses(), consents)
            .<Resource>flatMap(List::stream)
            .toList();
    entries.add(Write.always(referral.provenance(made)));
    return new RecordBundle(List.of(), entries);
  }
}
