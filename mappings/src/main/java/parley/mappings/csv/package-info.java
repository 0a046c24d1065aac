/** Referrals as rows of a CSV file, for services that have nothing else to send. */
@NullMarked
package parley.mappings.csv;

import org.jspecify.annotations.NullMarked;
