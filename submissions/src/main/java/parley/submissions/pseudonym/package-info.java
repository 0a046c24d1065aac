/** Names for people and records that only the holder of a secret key can make or take back. */
@NullMarked
package parley.submissions.pseudonym;

import org.jspecify.annotations.NullMarked;
