/** The exchange about opt-outs with a made service. */
@NullMarked
package parley.server.optout;

import org.jspecify.annotations.NullMarked;
