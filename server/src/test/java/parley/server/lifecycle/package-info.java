/** Tests of the life cycle of courses of treatment on a running gateway. */
@NullMarked
package parley.server.lifecycle;

import org.jspecify.annotations.NullMarked;
