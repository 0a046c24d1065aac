/** How long a person waits: to the first treatment, and from the first to the second. */
@NullMarked
package parley.submissions.waiting;

import org.jspecify.annotations.NullMarked;
