package parley.mappings.questionnaire;

import java.util.Map;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import parley.terminology.Systems;

/** A response begun with what is known (SDC $populate), and with nothing that is guessed. */
final class Population {

  private Population() {}

  static QuestionnaireResponse begin(Expressions expressions, Form form, KnownFacts facts) {
    var response = new QuestionnaireResponse();
    response.setQuestionnaire(form.url() + '|' + form.version());
    response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
    response.setSubject(facts.subject().copy());
    facts.author().ifPresent(author -> response.setAuthor(author.copy()));
    facts.encounter().ifPresent(encounter -> response.setEncounter(encounter.copy()));
    facts.referral().ifPresent(referral -> response.addBasedOn(referral.copy()));
    facts
        .course()
        .ifPresent(course -> response.addExtension(Systems.EXT_EPISODE_OF_CARE, course.copy()));
    facts.previous().ifPresent(previous -> fill(expressions, form, previous, response));
    return response;
  }

  private static void fill(
      Expressions expressions,
      Form form,
      QuestionnaireResponse previous,
      QuestionnaireResponse response) {
    var scope = Expressions.Scope.with(response.copy(), Map.of("previous", previous));
    for (var item : form.items().values()) {
      var initial =
          item.initial().map(expression -> expressions.values(scope, expression)).stream()
              .flatMap(values -> values.stream())
              .findFirst();
      initial.ifPresent(
          value ->
              response
                  .addItem()
                  .setLinkId(item.linkId())
                  .setText(item.text())
                  .addAnswer()
                  .setValue(value.copy()));
    }
  }
}
