/** The receiver of the Booking and Referral Standard: its messages, and slots booked once. */
@NullMarked
package parley.server.bars;

import org.jspecify.annotations.NullMarked;
