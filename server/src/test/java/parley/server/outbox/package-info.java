/** Tests of the outbox. */
@NullMarked
package parley.server.outbox;

import org.jspecify.annotations.NullMarked;
