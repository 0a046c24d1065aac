package parley.mappings.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import parley.mappings.Problem;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Segment;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.AssessmentWrites;
import parley.mappings.questionnaire.Questionnaires;
import parley.mappings.reading.Reading;
import parley.mappings.result.QuestionItems.Asked;

/** The OBX of one order that answer one questionnaire. */
final class QuestionnaireResult {

  private static final Pattern ITEM = Pattern.compile("QuestionnaireResponse\\.item\\[(\\d+)].*");
  private static final When NOT_ENDED = new When.StatusIn(Set.of("in-progress"));

  private final Reading reading;
  private final Report report;
  private final Questionnaires questionnaires;
  private final String canonical;
  private final String id;

  QuestionnaireResult(
      Reading reading, Report report, Questionnaires questionnaires, String canonical) {
    this.reading = reading;
    this.report = report;
    this.questionnaires = questionnaires;
    this.canonical = canonical;
    this.id = RecordIds.of("QuestionnaireResponse", report.identity(), canonical);
  }

  /** Totals alone are Observations; with answers among them it is a response and its scores. */
  List<Entry> entries(List<Asked> asked) {
    if (asked.stream()
        .allMatch(one -> questionnaires.totalCode(canonical, one.linkId()).isPresent())) {
      return new TotalResult(reading, report, questionnaires, canonical, id).entries(asked);
    }
    var results = asked.stream().map(Asked::obx).toList();
    var response = response(asked, results);
    var assessment = questionnaires.assess(response);
    if (assessment instanceof Assessment.Refused refused) {
      refused.problems().forEach(problem -> note(problem, results));
      return List.of();
    }
    return entries(questionnaires.coded(response), assessment, results);
  }

  private QuestionnaireResponse response(List<Asked> asked, List<Segment> results) {
    var response = new QuestionnaireResponse();
    response.setId(id);
    report.identifier().ifPresent(number -> response.setIdentifier(number.copy()));
    report.referral().ifPresent(named -> response.addBasedOn(named.copy()));
    questionnaires.versioned(canonical).ifPresent(response::setQuestionnaire);
    response.setStatus(ResultStatus.of(report.order().obr(), results));
    response.setSubject(report.subject().copy());
    report.moment(reading, results).ifPresent(response::setAuthoredElement);
    if (response.getStatus() == QuestionnaireResponseStatus.ENTEREDINERROR) {
      return response;
    }
    for (var one : asked) {
      // An item stands for every OBX, so that a problem's place in one is its place in the other.
      var item = response.addItem().setLinkId(one.linkId());
      if (!ResultStatus.isRemoved(one.obx())) {
        new ResultAnswers(reading)
            .of(one.obx())
            .forEach(answer -> item.addAnswer().setValue(answer));
      }
    }
    return response;
  }

  private List<Entry> entries(
      QuestionnaireResponse response, Assessment assessment, List<Segment> results) {
    var entries = new ArrayList<Entry>();
    if (assessment instanceof Assessment.Scored scored) {
      entries.add(new Write(response, Set.of("item"), new When.Always()));
      scored.warnings().forEach(problem -> note(problem, results));
    } else if (assessment instanceof Assessment.Unfinished unfinished) {
      entries.add(new Write(response, Set.of("item"), NOT_ENDED));
      unfinished.warnings().forEach(problem -> note(problem, results));
    } else {
      entries.add(Write.always(response));
    }
    entries.addAll(AssessmentWrites.of(assessment));
    return entries;
  }

  /** A problem of the response, at the place of the message that it comes from. */
  private void note(Problem problem, List<Segment> results) {
    reading.note(
        new Problem(
            problem.code(),
            problem.severity(),
            place(problem.location(), results),
            problem.rule(),
            problem.remedy()));
  }

  private String place(String location, List<Segment> results) {
    var item = ITEM.matcher(location);
    if (item.matches()) {
      var obx = results.get(Integer.parseInt(item.group(1)));
      return obx.location(location.endsWith(".linkId") ? 3 : 5);
    }
    return report.order().obr().location(location.endsWith(".authored") ? 7 : 4);
  }
}
