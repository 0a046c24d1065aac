/** Writers of a view's rows: CSV, NDJSON and JSON. */
@NullMarked
package parley.submissions.view.output;

import org.jspecify.annotations.NullMarked;
