/** The list of attacks, and what all of them share. */
@NullMarked
package parley.submissions.attack;

import org.jspecify.annotations.NullMarked;
