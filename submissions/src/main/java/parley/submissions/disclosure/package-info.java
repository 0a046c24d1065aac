/**
 * What makes rows and figures fit for anyone: coarser values, hidden small numbers, and proof of
 * both.
 */
@NullMarked
package parley.submissions.disclosure;

import org.jspecify.annotations.NullMarked;
