/** Figures fit for anyone: what is published of the measures, and the files that say it. */
@NullMarked
package parley.submissions.publication;

import org.jspecify.annotations.NullMarked;
