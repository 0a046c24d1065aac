/** Tests of appointments: what several messages about one come to. */
@NullMarked
package parley.mappings.appointment;

import org.jspecify.annotations.NullMarked;
