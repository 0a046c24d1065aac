/** Synthetic services against the mappings, the course model, the published figures, a gateway. */
@NullMarked
package parley.server.synth;

import org.jspecify.annotations.NullMarked;
