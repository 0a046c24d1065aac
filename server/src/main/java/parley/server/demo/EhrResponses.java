package parley.server.demo;

import java.util.ArrayList;
import java.util.List;
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

/** What a person answers at a session: PHQ-9, GAD-7, WSAS and the measure of their problem. */
final class EhrResponses {

  private static final String ANSWERS = Systems.codeSystem("questionnaire-answer");
  private static final int PHQ_9_HIGHEST = 27;
  private static final int WSAS_HIGHEST = 8;

  private final EhrCourse course;
  private final Random random;
  private final boolean works;

  EhrResponses(EhrCourse course, Random random) {
    this.course = course;
    this.random = random;
    this.works = random.nextInt(5) > 0;
  }

  /**
   * The responses of a session.
   *
   * @param contact where they were given
   * @param session from 0
   */
  List<QuestionnaireResponse> of(Encounter contact, int session) {
    var story = course.story();
    var mood = story.phq9().get(session);
    var harm = story.selfHarm().filter(it -> it == session).isPresent() ? 1 : 0;
    var responses = new ArrayList<QuestionnaireResponse>();
    responses.add(phq9(contact, session, mood, harm));
    responses.add(gad7(contact, session, story.gad7().get(session)));
    responses.add(wsas(contact, session, mood));
    if (!story.measure().isEmpty()) {
      var name = story.problem().measure();
      var response = response(contact, session, name);
      response.addItem(number("total", story.measure().get(session)));
      responses.add(response);
    }
    return responses;
  }

  private QuestionnaireResponse phq9(Encounter contact, int session, int total, int harm) {
    var response = response(contact, session, "phq-9");
    var points = spread(total - harm, 8, 3);
    for (var i = 0; i < points.length; i++) {
      response.addItem(coded("q" + (i + 1), "frequency-" + points[i]));
    }
    return response.addItem(coded("q9", "frequency-" + harm));
  }

  private QuestionnaireResponse gad7(Encounter contact, int session, int total) {
    var response = response(contact, session, "gad-7");
    var points = spread(total, 7, 3);
    for (var i = 0; i < points.length; i++) {
      response.addItem(coded("q" + (i + 1), "frequency-" + points[i]));
    }
    return response;
  }

  /** Work and life suffer about as much as mood does. */
  private QuestionnaireResponse wsas(Encounter contact, int session, int mood) {
    var response = response(contact, session, "wsas");
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
  private QuestionnaireResponse response(Encounter contact, int session, String name) {
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
