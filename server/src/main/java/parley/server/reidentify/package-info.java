/**
 * Leading pseudonyms back to whom they stand for: a command apart, with its own right and audit.
 */
@NullMarked
package parley.server.reidentify;

import org.jspecify.annotations.NullMarked;
