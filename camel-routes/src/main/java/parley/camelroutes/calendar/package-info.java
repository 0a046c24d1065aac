/** Work that is done by the clock and the calendar, timed by Quartz. */
@NullMarked
package parley.camelroutes.calendar;

import org.jspecify.annotations.NullMarked;
