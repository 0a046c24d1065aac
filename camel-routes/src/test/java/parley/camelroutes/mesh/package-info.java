/** MESH against a stub of our own. */
@NullMarked
package parley.camelroutes.mesh;

import org.jspecify.annotations.NullMarked;
