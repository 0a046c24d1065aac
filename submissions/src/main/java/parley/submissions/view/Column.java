package parley.submissions.view;

import java.util.Optional;

/**
 * A column of a view.
 *
 * @param type FHIR type of its values, such as {@code dateTime} or {@code Period}
 * @param collection whether a cell holds a list
 * @param sqlType the view's {@code ansi/type}, else the SQL type that the specification gives the
 *     FHIR type
 */
public record Column(
    String name, String type, boolean collection, String sqlType, Optional<String> description) {}
