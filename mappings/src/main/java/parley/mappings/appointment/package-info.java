/** Appointments and the contacts that come of them: SIU, and outpatient ADT of senders set so. */
@NullMarked
package parley.mappings.appointment;

import org.jspecify.annotations.NullMarked;
