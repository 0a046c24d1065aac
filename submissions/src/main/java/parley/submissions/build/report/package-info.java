/** The report on a submission for those who mend it: a page, a table and JSON of one content. */
@NullMarked
package parley.submissions.build.report;

import org.jspecify.annotations.NullMarked;
