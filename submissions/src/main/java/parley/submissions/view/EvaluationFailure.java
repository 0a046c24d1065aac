package parley.submissions.view;

import java.util.Optional;

/**
 * Why a view could not be evaluated on a resource. It holds no value of the resource.
 *
 * @param view name of the view; empty when it has none, or the resource could not be read at all
 * @param resource type and id, such as {@code Encounter/123}; without id, its number in the stream
 * @param place the element of the view, or {@code resource}
 * @param column the column, when a column's path was evaluated
 */
public record EvaluationFailure(
    Optional<String> view,
    String resource,
    String place,
    Optional<String> column,
    String rule,
    String remedy) {}
