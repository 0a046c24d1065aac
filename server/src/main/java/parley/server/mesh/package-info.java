/** MESH on PostgreSQL: what was fetched, what was sent, and what a person sees of it. */
@NullMarked
package parley.server.mesh;

import org.jspecify.annotations.NullMarked;
