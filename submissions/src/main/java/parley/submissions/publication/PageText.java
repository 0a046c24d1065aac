package parley.submissions.publication;

import java.util.List;
import parley.submissions.disclosure.SmallNumberRule;

/** The words of the page about what is shown. */
final class PageText {

  private PageText() {}

  /** What readers need to know of the numbers, a sentence or two each. */
  static List<String> notes(PublishedFigures figures) {
    SmallNumberRule rule = figures.rule();
    var notes = new java.util.ArrayList<String>();
    notes.add(
        "Counts are rounded to the nearest "
            + rule.base()
            + ". For that reason the parts of a total may not add up to it.");
    notes.add(
        "A star (*) means that the number is not shown. Either it is under "
            + rule.threshold()
            + ", and it may be none at all, or it could be used to work out another number that is"
            + " not shown. Which of the two it is cannot be told from this page.");
    notes.add(
        "Percentages are worked out from the rounded counts: the number, of the number and the"
            + " others together. A percentage is not shown when the"
            + " number of people in it, the number it is a part of, or the number of the others is"
            + " not shown.");
    notes.add(
        "Averages are worked out from a rounded total and a rounded count, and medians are whole"
            + " numbers. Neither is shown for fewer than "
            + rule.leastForMeans()
            + " people.");
    notes.add(
        "A place of which no number at all can be shown is left out. It may still have had people"
            + " in treatment.");
    if (figures.all().stream().allMatch(one -> one.breakdown().equals("total"))) {
      notes.add(
          "The figures are not split by gender, age, ethnic group or long-term condition: the numbers"
              + " are too small to do so safely.");
    }
    if (figures.joined()) {
      notes.add(
          "These figures are for a longer period that is made of published ones: each count is the"
              + " sum of those shown for its parts, and a star when one of them is a star.");
    }
    return notes;
  }
}
