/** Inlets, the one spine every message travels, and the ports through which it reaches a store. */
@NullMarked
package parley.camelroutes;

import org.jspecify.annotations.NullMarked;
