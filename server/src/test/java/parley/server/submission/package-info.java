/** Submissions as a gateway and its commands make them. */
@NullMarked
package parley.server.submission;

import org.jspecify.annotations.NullMarked;
