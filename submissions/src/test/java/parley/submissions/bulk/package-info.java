/** Exports of made records, and attacks on them. */
@NullMarked
package parley.submissions.bulk;

import org.jspecify.annotations.NullMarked;
