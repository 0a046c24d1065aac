/** The measures of a reporting period: their definitions, their figures, CSV and MeasureReports. */
@NullMarked
package parley.submissions.measure;

import org.jspecify.annotations.NullMarked;
