package parley.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordIds;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;

/**
 * What a person answers at a session: answers that sum to the totals that the generator made, and
 * WSAS, which it does not make.
 */
final class EhrResponses {

  private static final String ANSWERS = Systems.codeSystem("questionnaire-answer");
  private static final int PHQ_9_HIGHEST = 27;
  private static final int WSAS_HIGHEST = 8;

  /** But for item 9. */
  private static final int ITEMS_OF_PHQ_9 = 8;

  private static final int HIGHEST_ANSWER = 3;

  private final EhrCourse course;
  private final Random random;
  private final boolean works;
  private int session;

  EhrResponses(EhrCourse course) {
    this.course = course;
    this.random =
        new Random(course.seed() * 31 + Long.parseLong(course.made().person().nhsNumber()));
    this.works = random.nextInt(5) > 0;
  }

  /**
   * The responses of the next session.
   *
   * @param contact where they were given
   * @param totals by id of the scale, PHQ-9 and GAD-7 among them
   */
  List<QuestionnaireResponse> of(Encounter contact, Map<String, Integer> totals) {
    var responses = new ArrayList<QuestionnaireResponse>();
    totals.forEach((scale, total) -> responses.add(response(contact, scale, total)));
    responses.add(wsas(contact, totals.getOrDefault(Scale.PHQ_9, 0)));
    session++;
    return responses;
  }

  private QuestionnaireResponse response(Encounter contact, String scale, int total) {
    return switch (scale) {
      case Scale.PHQ_9 -> phq9(contact, total);
      case Scale.GAD_7 -> gad7(contact, total);
      default -> response(contact, scale).addItem(number("total", total));
    };
  }

  /** The generator makes no single answers; item 9 is 0 unless the total cannot be had else. */
  private int selfHarm(int total) {
    var wanted =
        course.person().kind() == CourseKind.SELF_HARM && session == 1 && total > 0 ? 1 : 0;
    return Math.max(wanted, total - ITEMS_OF_PHQ_9 * HIGHEST_ANSWER);
  }

  private QuestionnaireResponse phq9(Encounter contact, int total) {
    var response = response(contact, Scale.PHQ_9);
    var harm = selfHarm(total);
    var points = spread(total - harm, ITEMS_OF_PHQ_9, HIGHEST_ANSWER);
    for (var i = 0; i < points.length; i++) {
      response.addItem(coded("q" + (i + 1), "frequency-" + points[i]));
    }
    return response.addItem(coded("q9", "frequency-" + harm));
  }

  private QuestionnaireResponse gad7(Encounter contact, int total) {
    var response = response(contact, Scale.GAD_7);
    var points = spread(total, 7, HIGHEST_ANSWER);
    for (var i = 0; i < points.length; i++) {
      response.addItem(coded("q" + (i + 1), "frequency-" + points[i]));
    }
    return response;
  }

  /** Work and life suffer about as much as mood does. */
  private QuestionnaireResponse wsas(Encounter contact, int mood) {
    var response = response(contact, "wsas");
    response.addItem(coded("work", works ? impairment(mood) : "NA"));
    for (var area : List.of("home-management", "social-leisure", "private-leisure")) {
      response.addItem(coded(area, impairment(mood)));
    }
    return response.addItem(coded("relationships", impairment(mood)));
  }

  private String impairment(int mood) {
    var near = mood * WSAS_HIGHEST / PHQ_9_HIGHEST + random.nextInt(3) - 1;
    return String.valueOf(Math.max(0, Math.min(WSAS_HIGHEST, near)));
  }

  /** Points over items so that they sum to the total. */
  private int[] spread(int total, int items, int highest) {
    var points = new int[items];
    var left = total;
    while (left > 0) {
      var item = random.nextInt(items);
      if (points[item] < highest) {
        points[item]++;
        left--;
      }
    }
    return points;
  }

  /** A completed response without answers yet. */
  private QuestionnaireResponse response(Encounter contact, String name) {
    var response = new QuestionnaireResponse();
    response.setId(
        RecordIds.of(
            "QuestionnaireResponse", "demo-ehr", course.id(), name, String.valueOf(session)));
    response.setQuestionnaire(Systems.questionnaire(name) + "|1.0.0");
    response.setStatus(QuestionnaireResponseStatus.COMPLETED);
    response.setSubject(new Reference(course.patient()));
    response.setEncounter(new Reference("Encounter/" + contact.getIdPart()));
    response.setAuthoredElement(contact.getPeriod().getStartElement().copy());
    response.addExtension(
        new Extension(Systems.EXT_EPISODE_OF_CARE, new Reference("EpisodeOfCare/" + course.id())));
    return response;
  }

  static QuestionnaireResponseItemComponent coded(String linkId, String code) {
    var item = new QuestionnaireResponseItemComponent();
    item.setLinkId(linkId);
    item.addAnswer().setValue(new Coding().setSystem(ANSWERS).setCode(code));
    return item;
  }

  static QuestionnaireResponseItemComponent number(String linkId, int value) {
    var item = new QuestionnaireResponseItemComponent();
    item.setLinkId(linkId);
    item.addAnswer().setValue(new IntegerType(value));
    return item;
  }
}
