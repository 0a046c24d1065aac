/** Which Patients of a record are one person, and of whom anything may leave. */
@NullMarked
package parley.submissions.person;

import org.jspecify.annotations.NullMarked;
