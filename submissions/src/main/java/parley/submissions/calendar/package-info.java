/** When the national portal takes which month. */
@NullMarked
package parley.submissions.calendar;

import org.jspecify.annotations.NullMarked;
