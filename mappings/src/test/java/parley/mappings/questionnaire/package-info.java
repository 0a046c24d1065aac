/** Tests of questionnaires and their scores. */
@NullMarked
package parley.mappings.questionnaire;

import org.jspecify.annotations.NullMarked;
