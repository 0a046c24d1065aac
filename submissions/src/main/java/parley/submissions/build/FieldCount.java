package parley.submissions.build;

/**
 * How well a field is filled.
 *
 * @param filled rows that have a value
 * @param valid rows that have a value in which no rule found a fault
 */
public record FieldCount(long filled, long valid) {}
