/** Work that nobody waits for: looked after again and again, or ordered and made in turn. */
@NullMarked
package parley.server.work;

import org.jspecify.annotations.NullMarked;
