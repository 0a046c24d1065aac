/** The database: embedded or given, and its schema. */
@NullMarked
package parley.server.database;

import org.jspecify.annotations.NullMarked;
