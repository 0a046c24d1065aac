/**
 * Tables made of the stored record: the reader of HAPI's tables, and {@code $viewdefinition-run}.
 */
@NullMarked
package parley.server.view;

import org.jspecify.annotations.NullMarked;
