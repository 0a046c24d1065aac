/** What leaves the gateway: messages that wait, where they go, and how they are sent. */
@NullMarked
package parley.camelroutes.outbox;

import org.jspecify.annotations.NullMarked;
