/** How long the bytes of messages are kept that are delivered or worked. */
@NullMarked
package parley.server.retention;

import org.jspecify.annotations.NullMarked;
