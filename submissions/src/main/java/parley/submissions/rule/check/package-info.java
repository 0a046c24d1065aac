/** The kinds of check that rules are made of: each looks at one row, at a table, or at the file. */
@NullMarked
package parley.submissions.rule.check;

import org.jspecify.annotations.NullMarked;
