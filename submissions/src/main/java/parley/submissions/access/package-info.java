/** Writes a submission as the Access database that the national portal takes. */
@NullMarked
package parley.submissions.access;

import org.jspecify.annotations.NullMarked;
