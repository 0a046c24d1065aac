package parley.submissions.build;

import java.util.Optional;

/**
 * Why nothing was built. Holds no value of the record.
 *
 * @param reason what is wrong
 * @param resource the resource that is meant, such as {@code Encounter/123}
 * @param remedy how to mend it
 */
public record BuildProblem(String reason, Optional<String> resource, String remedy) {}
