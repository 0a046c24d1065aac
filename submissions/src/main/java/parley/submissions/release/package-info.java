/**
 * Makes releases: rows and figures of an agreement from a record, without those who opted out,
 * checked and scanned before anything is there.
 */
@NullMarked
package parley.submissions.release;

import org.jspecify.annotations.NullMarked;
