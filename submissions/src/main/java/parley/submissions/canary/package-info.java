/**
 * The last gate of a release: looks for what the record knows of its people in every byte that
 * leaves.
 */
@NullMarked
package parley.submissions.canary;

import org.jspecify.annotations.NullMarked;
