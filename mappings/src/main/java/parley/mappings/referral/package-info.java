/** Referral messages: REF^I12, I13 and I14. */
@NullMarked
package parley.mappings.referral;

import org.jspecify.annotations.NullMarked;
