/**
 * Draws one course of treatment for the clinician and for the patient, and says the same in words.
 */
@NullMarked
package parley.submissions.chart;

import org.jspecify.annotations.NullMarked;
