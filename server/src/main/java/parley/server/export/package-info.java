/** Bulk export as NDJSON: what stock HAPI leaves out of it, refusals, cancelling and expiry. */
@NullMarked
package parley.server.export;

import org.jspecify.annotations.NullMarked;
