/** What one course of treatment amounts to: the only place that knows what recovery means. */
@NullMarked
package parley.submissions.course;

import org.jspecify.annotations.NullMarked;
