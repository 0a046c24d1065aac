/** Result messages: ORU^R01, with questionnaires and their scores. */
@NullMarked
package parley.mappings.result;

import org.jspecify.annotations.NullMarked;
