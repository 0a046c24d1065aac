/** The tables and fields of a national data set, as data. */
@NullMarked
package parley.submissions.dataset;

import org.jspecify.annotations.NullMarked;
