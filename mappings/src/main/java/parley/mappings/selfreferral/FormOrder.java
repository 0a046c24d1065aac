package parley.mappings.selfreferral;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;

/**
 * Items in the order of the form, which FHIR asks of a response: a person is not turned away
 * because their portal keeps answers in another.
 */
final class FormOrder {

  private FormOrder() {}

  /**
   * The same items, sorted at every level.
   *
   * @param items all of which the form has
   */
  static List<QuestionnaireResponseItemComponent> sorted(
      List<QuestionnaireResponseItemComponent> items, List<QuestionnaireItemComponent> form) {
    var order = form.stream().map(QuestionnaireItemComponent::getLinkId).toList();
    var sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingInt(item -> order.indexOf(item.getLinkId())));
    for (var item : sorted) {
      var at = order.indexOf(item.getLinkId());
      if (at >= 0) {
        item.setItem(sorted(item.getItem(), form.get(at).getItem()));
      }
    }
    return sorted;
  }
}
