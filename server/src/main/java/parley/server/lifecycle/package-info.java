/** The life cycle of courses of treatment on the endpoint, and how long people wait. */
@NullMarked
package parley.server.lifecycle;

import org.jspecify.annotations.NullMarked;
