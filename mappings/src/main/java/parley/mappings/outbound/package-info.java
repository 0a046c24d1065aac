/** What a referrer is told, written in the way its referral came; pure. */
@NullMarked
package parley.mappings.outbound;

import org.jspecify.annotations.NullMarked;
