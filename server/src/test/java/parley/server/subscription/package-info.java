/** Tests of rest-hook Subscriptions. */
@NullMarked
package parley.server.subscription;

import org.jspecify.annotations.NullMarked;
