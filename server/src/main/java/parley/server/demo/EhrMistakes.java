package parley.server.demo;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordIds;

/** What an EHR gets wrong: each must be refused, and nothing of it be stored. */
final class EhrMistakes {

  private final EhrCourse course;
  private final List<EhrWrite> right;

  private EhrMistakes(EhrCourse course, List<EhrWrite> right) {
    this.course = course;
    this.right = right;
  }

  /**
   * Right records of a course, each made wrong in one way.
   *
   * @param right what is told of the course, its problem measured by SPIN
   */
  static List<EhrWrite> of(EhrCourse course, List<EhrWrite> right) {
    return new EhrMistakes(course, right).write();
  }

  private List<EhrWrite> write() {
    return List.of(
        response(
            "phq-9",
            "two answers to one item",
            it ->
                it.getItem()
                    .get(2)
                    .addAnswer()
                    .setValue(it.getItem().get(3).getAnswer().get(0).getValue().copy())),
        response(
            "spin",
            "a SPIN total of 69, the highest is 68",
            it -> it.getItem().get(0).getAnswerFirstRep().setValue(new IntegerType(69))),
        response(
            "gad-7",
            "an item that GAD-7 does not have",
            it -> it.addItem(EhrResponses.coded("q8", "frequency-1"))),
        response(
            "phq-9",
            "a total that its answers do not make",
            it -> it.addItem(EhrResponses.number("total", 27))),
        response(
            "wsas",
            "an answer that WSAS does not have",
            it -> it.getItem().set(1, EhrResponses.coded("home-management", "9"))),
        response(
            "gad-7",
            "a version of GAD-7 that does not exist",
            it -> it.setQuestionnaire(it.getQuestionnaire().replace("|1.0.0", "|0.9.0"))),
        contact());
  }

  private EhrWrite response(
      String questionnaire, String why, Consumer<QuestionnaireResponse> mistake) {
    var response =
        right.stream()
            .map(EhrWrite::resource)
            .filter(QuestionnaireResponse.class::isInstance)
            .map(QuestionnaireResponse.class::cast)
            .filter(it -> it.getQuestionnaire().contains('/' + questionnaire + '|'))
            .findFirst()
            .orElseThrow()
            .copy();
    mistake.accept(response);
    return wrong(response, why);
  }

  private EhrWrite contact() {
    var encounter =
        right.stream()
            .map(EhrWrite::resource)
            .filter(Encounter.class::isInstance)
            .map(Encounter.class::cast)
            .filter(it -> it.getStatus() == EncounterStatus.FINISHED)
            .findFirst()
            .orElseThrow()
            .copy();
    encounter.setStatus(EncounterStatus.PLANNED);
    return wrong(encounter, "a contact that was attended and is still planned");
  }

  private EhrWrite wrong(Resource resource, String why) {
    resource.setId(RecordIds.of(resource.fhirType(), "demo-ehr", course.id(), why));
    return EhrWrite.bad(resource, why);
  }
}
