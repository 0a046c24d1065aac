/** Reads a course of treatment from the FHIR records that hold it. */
@NullMarked
package parley.submissions.record;

import org.jspecify.annotations.NullMarked;
