/** What an operator sets, checked at start. */
@NullMarked
package parley.server.settings;

import org.jspecify.annotations.NullMarked;
