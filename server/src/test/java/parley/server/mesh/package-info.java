/** MESH on PostgreSQL, against the stub. */
@NullMarked
package parley.server.mesh;

import org.jspecify.annotations.NullMarked;
