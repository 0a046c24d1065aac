/** Makes the tables of a national data set of FHIR resources: views, then SQL in DuckDB. */
@NullMarked
package parley.submissions.engine;

import org.jspecify.annotations.NullMarked;
