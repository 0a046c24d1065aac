/** Builds the package of a national submission: tables, report, guard and files, as one folder. */
@NullMarked
package parley.submissions.build;

import org.jspecify.annotations.NullMarked;
