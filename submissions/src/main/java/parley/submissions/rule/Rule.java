package parley.submissions.rule;

import parley.submissions.rule.check.Check;

/**
 * One rule of the data set.
 *
 * @param code national code, such as {@code IDS10105}
 * @param text what must be so, in our words
 * @param table number of the table whose rows it looks at, such as {@code IDS101}
 * @param severity what happens when it is not so
 * @param check how it is found out
 */
public record Rule(String code, String text, String table, Severity severity, Check check) {}
