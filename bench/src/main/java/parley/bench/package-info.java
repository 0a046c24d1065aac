/**
 * Measures and torments a running gateway by its ports: a load driver, and campaigns that kill the
 * gateway, its database, or feed two gateways at once, and then check that nothing was lost or
 * doubled.
 */
@NullMarked
package parley.bench;

import org.jspecify.annotations.NullMarked;
