package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;

/**
 * A Questionnaire, read and ready to be answered.
 *
 * @param url canonical URL without version
 * @param version its version
 * @param items by linkId, in order, groups included
 * @param groups the group that holds an item, by the linkId of the item
 * @param variables root variables by name
 * @param reviews which answers a clinician has to look at
 */
record Form(
    String url,
    String version,
    Map<String, Item> items,
    Map<String, String> groups,
    Map<String, ExpressionNode> variables,
    List<Review> reviews) {

  /** The items that become Observations. */
  List<Item> scores() {
    return items.values().stream().filter(Item::extracted).toList();
  }

  /**
   * One item.
   *
   * @param options the answers to choose from, none for a number
   * @param range of a number
   * @param unit of a number
   * @param extracted whether its answer becomes an Observation (SDC observationExtract)
   * @param formula how it is calculated (SDC calculatedExpression)
   * @param initial what it is filled with beforehand (SDC initialExpression)
   */
  record Item(
      String linkId,
      String text,
      QuestionnaireItemType type,
      List<Coding> codes,
      List<Option> options,
      Range range,
      Optional<Coding> unit,
      boolean extracted,
      Optional<Formula> formula,
      Optional<ExpressionNode> initial) {}

  /**
   * An answer to choose.
   *
   * @param coding with its weight as extension, where it has one
   * @param weight its points
   */
  record Option(Coding coding, Optional<BigDecimal> weight) {}

  /**
   * What a number may be.
   *
   * @param decimals at most so many
   */
  record Range(Optional<BigDecimal> min, Optional<BigDecimal> max, int decimals) {

    boolean holds(BigDecimal number) {
      return min.filter(least -> number.compareTo(least) < 0).isEmpty()
          && max.filter(most -> number.compareTo(most) > 0).isEmpty();
    }

    boolean hasRightDecimals(BigDecimal number) {
      return number.stripTrailingZeros().scale() <= decimals;
    }

    /** The rule in words. */
    String said() {
      var kind = decimals == 0 ? "a whole number" : "a number of at most " + decimals + " decimals";
      return kind
          + min.map(least -> " from " + least.toPlainString()).orElse("")
          + max.map(most -> " to " + most.toPlainString()).orElse("");
    }
  }

  /**
   * A calculated score.
   *
   * @param linkIds the items that the expression and its variables name
   */
  record Formula(ExpressionNode expression, List<String> linkIds) {}

  /**
   * A rule of when a clinician has to look at an answer.
   *
   * @param linkId the item it is about
   * @param condition true when so
   * @param code code of the alert
   * @param display the alert in words, without the answer
   */
  record Review(String linkId, ExpressionNode condition, String code, String display) {}
}
