package parley.submissions.engine;

/**
 * A measure as SQL over the tables of the measures.
 *
 * @param measure its id, such as {@code M192}
 * @param sql a query that gives level, organisation, stratifier, stratum, numerator, denominator
 *     and statistic
 */
public record MeasureQuery(String measure, String sql) {}
