/** Tests of the way out. */
@NullMarked
package parley.camelroutes.outbox;

import org.jspecify.annotations.NullMarked;
