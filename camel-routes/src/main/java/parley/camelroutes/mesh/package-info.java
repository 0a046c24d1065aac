/** Messages that come and go by MESH, the NHS's store-and-forward transport between mailboxes. */
@NullMarked
package parley.camelroutes.mesh;

import org.jspecify.annotations.NullMarked;
