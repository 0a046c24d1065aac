/** Scores, outcomes and charts as a client of the endpoint sees them. */
@NullMarked
package parley.server.outcome;

import org.jspecify.annotations.NullMarked;
