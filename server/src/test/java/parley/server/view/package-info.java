/** Views over the stored record. */
@NullMarked
package parley.server.view;

import org.jspecify.annotations.NullMarked;
