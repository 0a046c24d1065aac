/** Times the work that the gateway does by the calendar. */
@NullMarked
package parley.server.calendar;

import org.jspecify.annotations.NullMarked;
