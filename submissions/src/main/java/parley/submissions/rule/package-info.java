/** What the national system checks of a submission, and what it would drop for it. */
@NullMarked
package parley.submissions.rule;

import org.jspecify.annotations.NullMarked;
