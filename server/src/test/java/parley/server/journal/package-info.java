/** Tests of the journal on PostgreSQL. */
@NullMarked
package parley.server.journal;

import org.jspecify.annotations.NullMarked;
