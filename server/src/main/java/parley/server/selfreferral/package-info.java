/** Self-referrals: one posted form becomes patient, referral, scores and consents. */
@NullMarked
package parley.server.selfreferral;

import org.jspecify.annotations.NullMarked;
