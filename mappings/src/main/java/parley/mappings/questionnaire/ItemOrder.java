package parley.mappings.questionnaire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.List;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;

/**
 * Items in the order and the groups of their form, which FHIR asks of a response. In what order a
 * sender keeps answers means nothing, so it refuses nobody.
 */
final class ItemOrder {

  private final Form form;
  private final List<String> order;

  ItemOrder(Form form) {
    this.form = form;
    this.order = List.copyOf(form.items().keySet());
  }

  /** The same items; those of the first level that belong into groups are put there. */
  List<QuestionnaireResponseItemComponent> arranged(
      List<QuestionnaireResponseItemComponent> items) {
    var roots = new ArrayList<QuestionnaireResponseItemComponent>();
    items.stream().filter(item -> groups(item).isEmpty()).forEach(roots::add);
    for (var item : items) {
      List<QuestionnaireResponseItemComponent> home = roots;
      for (var group : groups(item)) {
        home = held(home, group).getItem();
      }
      if (home != roots) {
        home.add(item);
      }
    }
    return sorted(roots);
  }

  /** The groups around an item, the outermost first. */
  private List<String> groups(QuestionnaireResponseItemComponent item) {
    var around = new LinkedList<String>();
    for (var group = form.groups().get(item.getLinkId());
        group != null;
        group = form.groups().get(group)) {
      around.addFirst(group);
    }
    return around;
  }

  private static QuestionnaireResponseItemComponent held(
      List<QuestionnaireResponseItemComponent> items, String linkId) {
    return items.stream()
        .filter(item -> linkId.equals(item.getLinkId()))
        .findFirst()
        .orElseGet(
            () -> {
              var group = new QuestionnaireResponseItemComponent().setLinkId(linkId);
              items.add(group);
              return group;
            });
  }

  private List<QuestionnaireResponseItemComponent> sorted(
      List<QuestionnaireResponseItemComponent> items) {
    var sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingInt(this::place));
    for (var item : sorted) {
      item.setItem(sorted(item.getItem()));
      item.getAnswer().forEach(answer -> answer.setItem(sorted(answer.getItem())));
    }
    return sorted;
  }

  /** What the form does not have comes last. */
  private int place(QuestionnaireResponseItemComponent item) {
    var place = order.indexOf(item.getLinkId());
    return place < 0 ? order.size() : place;
  }
}
