/** The outbox on PostgreSQL, its HTTP face, and what is put into it when a course changes. */
@NullMarked
package parley.server.outbox;

import org.jspecify.annotations.NullMarked;
