package parley.mappings.result;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Segment;
import parley.mappings.questionnaire.AssessmentWrites;
import parley.mappings.questionnaire.Questionnaires;
import parley.mappings.questionnaire.ScoreCheck;
import parley.mappings.reading.Reading;
import parley.mappings.result.QuestionItems.Asked;

/** Totals that come without answers, as Observations. */
final class TotalResult {

  private final Reading reading;
  private final Report report;
  private final Questionnaires questionnaires;
  private final String canonical;
  private final String response;

  TotalResult(
      Reading reading,
      Report report,
      Questionnaires questionnaires,
      String canonical,
      String response) {
    this.reading = reading;
    this.report = report;
    this.questionnaires = questionnaires;
    this.canonical = canonical;
    this.response = response;
  }

  List<Entry> entries(List<Asked> totals) {
    var entries = new ArrayList<Entry>();
    var seen = new HashSet<String>();
    for (var total : totals) {
      if (!seen.add(total.linkId())) {
        note(
            ProblemCode.TWO_ANSWERS,
            total.obx().location(5),
            "the order has this score more than once",
            "Send each score once in an order.");
      }
      write(total).ifPresent(entries::add);
    }
    return entries;
  }

  private Optional<Entry> write(Asked total) {
    var obx = total.obx();
    var score = score(total);
    if (ResultStatus.isWithdrawn(obx)) {
      return Optional.of(Write.ifPresent(score.setStatus(ObservationStatus.ENTEREDINERROR)));
    }
    if (ResultStatus.isRemoved(obx)) {
      return Optional.empty();
    }
    report.moment(reading, List.of(obx)).ifPresent(score::setEffective);
    if (!score.hasEffective()) {
      note(
          ProblemCode.MISSING_FIELD,
          report.order().obr().location(7),
          "OBR-7 and OBX-14 are empty, so nobody knows when the score was taken",
          "Send the time in OBR-7.");
    }
    value(obx).ifPresent(score::setValue);
    var check = questionnaires.checkScore(score);
    if (check instanceof ScoreCheck.Refused refused) {
      refused
          .problems()
          .forEach(
              problem ->
                  reading.note(
                      Problem.error(
                          problem.code(), obx.location(5), problem.rule(), problem.remedy())));
      return Optional.empty();
    }
    return check instanceof ScoreCheck.Accepted accepted
        ? Optional.of(AssessmentWrites.score(accepted.score()))
        : Optional.empty();
  }

  /** Under the id that the same score has when the answers come too. */
  private Observation score(Asked total) {
    var obx = total.obx();
    var score = new Observation();
    score.setId(RecordIds.of("Observation", response, canonical, total.linkId()));
    report.referral().ifPresent(named -> score.addBasedOn(named.copy()));
    score.setStatus(
        reading
            .codes()
            .code("observation-status", obx, 11, obx.field(11).value())
            .map(ObservationStatus::fromCode)
            .orElse(ObservationStatus.FINAL));
    score.setCode(code(total));
    score.setSubject(report.subject().copy());
    return score;
  }

  /** The codes of the score, and the one it was sent under. */
  private CodeableConcept code(Asked total) {
    var code = questionnaires.totalCode(canonical, total.linkId()).orElseThrow();
    var sent = total.obx().field(3);
    var original = reading.codes().original(total.obx(), 3, sent.component(3), sent.component(1));
    if (!sent.component(1).isEmpty() && !code.hasCoding(original.getSystem(), original.getCode())) {
      code.addCoding(original);
    }
    return code;
  }

  private Optional<Type> value(Segment obx) {
    var answers = new ResultAnswers(reading).of(obx);
    if (answers.size() != 1) {
      return Optional.empty();
    }
    return answers.get(0) instanceof DecimalType number
        ? Optional.of(new Quantity().setValue(number.getValue()).setUnit(obx.field(6).value()))
        : Optional.of(answers.get(0));
  }

  private void note(ProblemCode code, String location, String rule, String remedy) {
    reading.note(Problem.error(code, location, rule, remedy));
  }
}
