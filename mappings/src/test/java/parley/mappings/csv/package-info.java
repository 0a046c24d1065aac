/** Rows of CSV files and what comes of them. */
@NullMarked
package parley.mappings.csv;

import org.jspecify.annotations.NullMarked;
