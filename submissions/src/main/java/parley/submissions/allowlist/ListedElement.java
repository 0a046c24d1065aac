package parley.submissions.allowlist;

import java.util.Optional;

/**
 * An element that an agreement names.
 *
 * @param path in JSON, without indexes, such as {@code Observation.valueQuantity.value}
 * @param precision {@code month} or {@code year}, of a date; empty for anything else
 */
public record ListedElement(String path, Optional<String> precision) {}
