/** National data opt-outs: asked for by file or MESH, kept dated and apart from the record. */
@NullMarked
package parley.server.optout;

import org.jspecify.annotations.NullMarked;
