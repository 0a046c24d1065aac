/** Tests of who is one person. */
@NullMarked
package parley.submissions.person;

import org.jspecify.annotations.NullMarked;
