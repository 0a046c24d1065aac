/**
 * The demonstration: a made day of a Talking Therapies service, played over the gateway's real
 * inlets, and the report on what came of it.
 */
@NullMarked
package parley.server.demo;

import org.jspecify.annotations.NullMarked;
