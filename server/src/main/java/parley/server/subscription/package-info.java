/**
 * Rest-hook Subscriptions: checked when written, matched with each write, delivered by the outbox.
 */
@NullMarked
package parley.server.subscription;

import org.jspecify.annotations.NullMarked;
