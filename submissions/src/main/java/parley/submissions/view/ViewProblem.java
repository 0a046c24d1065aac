package parley.submissions.view;

/**
 * What is wrong with a view.
 *
 * @param place the element, such as {@code select[0].column[1].name}; the view itself is {@code
 *     ViewDefinition}
 * @param rule what was not kept
 * @param remedy the way to mend it
 */
public record ViewProblem(String place, String rule, String remedy) {}
