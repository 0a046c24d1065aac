/** Inlets and senders as the settings describe them. */
@NullMarked
package parley.server.inlets;

import org.jspecify.annotations.NullMarked;
