/** Answers to what was sent: RRI^I12, and acknowledgements that come as messages of their own. */
@NullMarked
package parley.mappings.answer;

import org.jspecify.annotations.NullMarked;
