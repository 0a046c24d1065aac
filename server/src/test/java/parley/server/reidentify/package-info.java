/** Leading pseudonyms of a made record back. */
@NullMarked
package parley.server.reidentify;

import org.jspecify.annotations.NullMarked;
