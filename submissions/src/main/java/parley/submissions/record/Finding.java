package parley.submissions.record;

/**
 * Something of the record that could not be read. Holds no value of the record.
 *
 * @param element resource and element, such as {@code Encounter/abc.period.start}
 * @param rule what is wrong
 * @param remedy how to mend it
 */
public record Finding(String element, String rule, String remedy) {}
