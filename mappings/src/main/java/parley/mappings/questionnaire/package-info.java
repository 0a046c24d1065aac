/** Answers to questionnaires in, scores, alerts or every problem out; pure. */
@NullMarked
package parley.mappings.questionnaire;

import org.jspecify.annotations.NullMarked;
