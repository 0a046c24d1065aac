/** Loads made resources straight into the tables of an empty store. */
@NullMarked
package parley.server.synth.store;

import org.jspecify.annotations.NullMarked;
